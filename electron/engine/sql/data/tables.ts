import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Columns `table_name`, `rows` (estimated, exact for a session), in no order that matters. */
export function sessionTables(): Sql {
  return {
    text: `SELECT table_name, estimated_size::DOUBLE AS rows FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY table_name`,
  };
}

/** Columns `table_name`, `column_name`, `data_type` of every session table, in column order. */
export function sessionColumns(): Sql {
  return {
    text: `SELECT table_name, column_name, data_type FROM duckdb_columns()
WHERE NOT internal AND schema_name = 'main' ORDER BY table_name, column_index`,
  };
}

/** One page of a table. Without `orderBy` rows come in the table's own order, by rowid so that pages never overlap. */
export interface PageOptions {
  table: string;
  columns: readonly string[];
  orderBy: readonly { column: string; descending: boolean }[];
  offset: number;
  limit: number;
}

/** Nulls come last in either direction; ties keep the table's order. */
export function tablePage(options: PageOptions): Sql {
  const names = options.columns.map(quoteIdent).join(', ');
  const from = `SELECT ${names} FROM ${quoteIdent(options.table)}`;
  if (options.orderBy.length === 0) {
    return {
      text: `${from} WHERE rowid >= $1 AND rowid < $2 ORDER BY rowid`,
      params: [options.offset, options.offset + options.limit],
    };
  }
  const order = options.orderBy.map(
    ({ column, descending }) => `${quoteIdent(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  return {
    text: `${from} ORDER BY ${order.join(', ')}, rowid LIMIT $1 OFFSET $2`,
    params: [options.limit, options.offset],
  };
}

/** The same page as a statement that a person can run as it stands. */
export function pageText(options: PageOptions): string {
  const order = options.orderBy.map(({ column, descending }) => `${quoteIdent(column)}${descending ? ' DESC' : ''}`);
  const sorted = order.length > 0 ? `\nORDER BY ${order.join(', ')}, rowid` : '';
  return `SELECT ${options.columns.map(quoteIdent).join(', ')}\nFROM ${quoteIdent(options.table)}${sorted}\nLIMIT ${options.limit} OFFSET ${options.offset}`;
}
