import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Column `table_name` of every session table. */
export function sessionTables(): Sql {
  return {
    text: `SELECT table_name FROM duckdb_tables()
WHERE NOT internal AND NOT temporary AND schema_name = 'main' ORDER BY table_name`,
  };
}

/** Columns `table_name`, `rows`: exact counts, which DuckDB reads from its storage. Null when there is no table. */
export function tableCounts(tables: readonly string[]): Sql | null {
  if (tables.length === 0) return null;
  const counts = tables.map(
    (name, i) => `SELECT $${i + 1}::VARCHAR AS table_name, count(*)::DOUBLE AS rows FROM ${quoteIdent(name)}`,
  );
  return { text: counts.join('\nUNION ALL '), params: tables };
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
  /** A checked predicate over the table's columns. */
  where: string | null;
}

/** Nulls come last in either direction; ties keep the table's order. `predicateAt` is where the predicate begins. */
export function tablePage(options: PageOptions): Sql & { predicateAt: number } {
  const names = options.columns.map(quoteIdent).join(', ');
  const from = `SELECT ${names} FROM ${quoteIdent(options.table)} WHERE `;
  if (options.orderBy.length === 0 && options.where === null) {
    return {
      text: `${from}rowid >= $1 AND rowid < $2 ORDER BY rowid`,
      params: [options.offset, options.offset + options.limit],
      predicateAt: 0,
    };
  }
  const order = options.orderBy.map(
    ({ column, descending }) => `${quoteIdent(column)} ${descending ? 'DESC' : 'ASC'} NULLS LAST`,
  );
  return {
    text: `${from}(${options.where ?? 'true'}\n) ORDER BY ${[...order, 'rowid'].join(', ')} LIMIT $1 OFFSET $2`,
    params: [options.limit, options.offset],
    predicateAt: from.length + 1,
  };
}

/** Column `rows`: how many rows a predicate selects. */
export function countWhere(table: string, where: string): Sql & { predicateAt: number } {
  const before = `SELECT count(*)::DOUBLE AS rows FROM ${quoteIdent(table)} WHERE (`;
  return { text: `${before}${where}\n)`, predicateAt: before.length };
}

/** The same page as a statement that a person can run as it stands. */
export function pageText(options: PageOptions): string {
  return `${allRowsText(options)}\nLIMIT ${options.limit}${options.offset > 0 ? ` OFFSET ${options.offset}` : ''}`;
}

/** All rows of the table in the order of its pages, as a statement that a person can run. */
export function allRowsText(options: Omit<PageOptions, 'offset' | 'limit'>): string {
  const order = options.orderBy.map(
    ({ column, descending }) => `${quoteIdent(column)}${descending ? ' DESC' : ''} NULLS LAST`,
  );
  const filtered = options.where === null ? '' : `\nWHERE ${ended(options.where)}`;
  const sorted = order.length > 0 ? `\nORDER BY ${order.join(', ')}, rowid` : '';
  return `SELECT ${options.columns.map(quoteIdent).join(', ')}\nFROM ${quoteIdent(options.table)}${filtered}${sorted}`;
}

/** A predicate that may end with a line comment is bracketed, so that nothing after it is swallowed. */
function ended(predicate: string): string {
  return predicate.includes('--') ? `(${predicate}\n)` : predicate;
}
