import path from 'node:path';
import { nearestName } from '../../../../shared/case/nearestName';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { BuildContext } from '../buildContext';
import { arrowSource } from './arrowSource';
import { stageCsv } from './csvSource';
import { ndjsonSource } from './ndjsonSource';
import { parquetSource } from './parquetSource';
import { readTrec } from './readTrec';
import { tableSource } from './tableSource';

export interface SourceColumn {
  name: string;
  /** DuckDB's type name. */
  type: string;
}

/** The log's rows as a relation that can be read more than once. */
export interface LogSource {
  /** A FROM item with the columns below and a BIGINT `rs:src`. */
  relation: string;
  columns: SourceColumn[];
  rows: number;
  /** Where a row came from; `row` counts from 1. */
  locate(source: number): { file: string; row: number };
}

export type FileFormat = 'parquet' | 'csv' | 'ndjson' | 'arrow' | 'trec';

const formatByExtension: Record<string, FileFormat> = {
  '.parquet': 'parquet',
  '.pq': 'parquet',
  '.csv': 'csv',
  '.tsv': 'csv',
  '.txt': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'ndjson',
  '.arrow': 'arrow',
  '.feather': 'arrow',
  '.ipc': 'arrow',
};

/** The format of a file by its name, compression ending left out; null when the name does not tell. */
export function formatOf(file: string): FileFormat | null {
  const plain = file.replace(/\.(gz|zst)$/i, '');
  return formatByExtension[path.extname(plain).toLowerCase()] ?? null;
}

/**
 * Opens table files of one format as one relation. Faults of the files are `input` errors that name them.
 * `textColumns` are read as text whatever they look like: ids keep their leading zeros.
 */
export async function openFiles(
  context: BuildContext,
  files: readonly string[],
  given: 'auto' | FileFormat,
  table: string,
  textColumns: readonly string[] = [],
): Promise<LogSource> {
  const formats = new Set(files.map((file) => (given === 'auto' ? formatOf(file) : given)));
  const [format] = formats;
  if (formats.size > 1) {
    const names = files.map((each) => path.basename(each)).slice(0, 3);
    const message = `The files ${names.join(', ')} are of several formats; one table has one format.`;
    throw new RankscopeError({ code: 'input', message });
  }
  switch (format) {
    case 'parquet':
      return parquetSource(context, files, table);
    case 'csv':
      return stageCsv(context, files, table, Object.fromEntries(textColumns.map((name) => [name, 'VARCHAR'])));
    case 'ndjson':
      return ndjsonSource(context, files, table, new Set(textColumns));
    case 'arrow':
      return arrowSource(context, files, table);
    case 'trec':
      return trecSource(context, files, table);
    default:
      throw unknownFormat(files[0]!);
  }
}

async function trecSource(context: BuildContext, files: readonly string[], table: string): Promise<LogSource> {
  const [file, ...others] = files;
  if (others.length > 0)
    throw new RankscopeError({ code: 'input', message: 'A TREC log is one run file.', where: { file } });
  const refused = await readTrec(context, file!, 'run', table, { temp: true, rank: true });
  return tableSource(context, table, [{ file: file!, from: 0 }], refused);
}

function unknownFormat(file: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${path.basename(file)}: the ending does not tell the format.`,
    hint: 'Endings: .parquet .csv .tsv .ndjson .jsonl .json .arrow .feather (text also .gz .zst); `format:` names one for other endings.',
    where: { file },
  });
}

/** The source's column of a name: as written, else the only one that differs by case; else an `input` error. */
export function requireColumn(
  columns: readonly SourceColumn[],
  name: string,
  where: { key: string; file?: string },
): SourceColumn {
  const exact = columns.find((each) => each.name === name);
  if (exact) return exact;
  const names = columns.map((each) => each.name);
  const near = nearestName(name, names);
  throw new RankscopeError({
    code: 'input',
    message: `${where.key}: there is no column "${name}"${where.file ? ` in ${path.basename(where.file)}` : ''}.`,
    hint: near
      ? `Did you mean "${near}"?`
      : `It has ${names
          .slice(0, 20)
          .map((each) => `"${each}"`)
          .join(', ')}.`,
    where: { path: where.key, column: name, file: where.file },
  });
}
