import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** A list of file paths as a SQL literal. */
export function fileList(files: readonly string[]): string {
  return `[${files.map(quoteText).join(', ')}]`;
}

/** Parquet files as a relation; columns are matched by name over several files. */
export function parquetRelation(files: readonly string[]): string {
  return `read_parquet(${fileList(files)}${files.length > 1 ? ', union_by_name=true' : ''})`;
}

export interface CsvRelation {
  file: string;
  delimiter: string;
  header: boolean;
  columns: readonly { name: string; type: string }[];
  /** Keep lines that do not fit aside in `reject_errors`. */
  rejects: boolean;
  /** Whether double quotes enclose fields. */
  quoted: boolean;
  /** DuckDB's name of the encoding. */
  encoding?: string;
  /** Accept lines with more fields than columns. */
  lenient?: boolean;
  /** Bytes of the longest line; DuckDB's default is 2,000,000. */
  maxLine?: number;
}

/** A delimited file as a relation: nothing is left to DuckDB's own detection. */
export function csvRelation(options: CsvRelation): string {
  const { file, delimiter, header, columns, rejects, quoted, encoding, lenient, maxLine } = options;
  const types = columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(type)}`).join(', ');
  const settings = [
    'auto_detect=false',
    `delim=${quoteText(delimiter)}`,
    `header=${header}`,
    quoted ? `quote='"', escape='"'` : `quote='', escape=''`,
    'null_padding=false',
    `strict_mode=${lenient !== true}`,
    ...(rejects ? ['store_rejects=true'] : []),
    ...(maxLine ? [`max_line_size=${maxLine}`] : []),
    ...(encoding ? [`encoding=${quoteText(encoding)}`] : []),
    `columns={${types}}`,
  ];
  return `read_csv(${quoteText(file)}, ${settings.join(', ')})`;
}

/** Columns `name` and `type` of a relation. */
export function describeRelation(relation: string): Sql {
  return { text: `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT * FROM ${relation})` };
}

/** Column names as a Parquet file itself has them: a relation renames twins silently. */
export function parquetNames(file: string): Sql {
  return {
    text: `SELECT name FROM parquet_schema(${quoteText(file)}) WHERE coalesce(column_id, 0) >= 0 AND name <> 'schema'`,
  };
}

/** A table whose `rowid` follows the order of the records that are inserted into it. */
export function createStage(table: string, columns: readonly { name: string; type: string }[]): Sql {
  const list = columns.map(({ name, type }) => `${quoteIdent(name)} ${type}`).join(', ');
  return { text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} (${list})` };
}

/** Appends a relation's columns by name, in the order of its records. */
export function fillStage(table: string, columns: readonly string[], relation: string): Sql {
  const list = columns.map(quoteIdent).join(', ');
  return { text: `INSERT INTO ${quoteIdent(table)} (${list}) SELECT ${list} FROM ${relation}` };
}

/** Rows of a table. */
export function countRows(table: string): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM ${table}` };
}

/** Lines that the CSV reader refused, in file order: file, line, error type, column and text. */
export function rejectedLines(): Sql {
  return {
    text: `SELECT s.file_path AS file, e.line::DOUBLE AS line, e.line_byte_position::DOUBLE AS byte, e.column_name AS "column", e.error_type::VARCHAR AS type,
e.error_message AS message, e.csv_line AS text
FROM reject_errors e JOIN reject_scans s USING (scan_id, file_id) ORDER BY scan_id, file_id, line LIMIT 10000`,
  };
}

/** How many lines the CSV reader refused, and of each column how many for a value of another type. */
export function countRejects(): Sql {
  return {
    text: `SELECT count(DISTINCT (scan_id, file_id, line))::DOUBLE AS lines,
coalesce(to_json(histogram(column_name) FILTER (error_type::VARCHAR = 'CAST'))::VARCHAR, '{}') AS casts FROM reject_errors`,
  };
}

export function dropRejects(): Sql {
  return { text: 'DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans' };
}

/** Whether rows keep the order of their source: slower, and needed where `rowid` stands for the order. */
export function keepOrder(keep: boolean): Sql {
  return { text: `SET preserve_insertion_order=${keep}` };
}
