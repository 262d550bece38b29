import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Where a column of a predicate lies. `id` is the column of `impressions` that is looked up. */
export type ColumnSource =
  | { from: 'impressions' | 'features_logged'; column: string }
  | { from: 'table'; table: 'items' | 'users'; key: string; id: string; twins: boolean; column: string }
  | { from: 'selection'; n: number; id: string; column: string };

/** A column as a predicate names it. */
export interface NamedSource {
  table: string | null;
  column: string;
  source: ColumnSource;
}

/** Names that no log can hold, because ingest refuses none and these are not offered: the relation's own columns. */
export const rowColumn = quoteIdent('rs:row');
export const requestColumn = quoteIdent('rs:request');

/**
 * FROM item with one row for each impression: `rs:row`, `rs:request`, and exactly the columns that a predicate names,
 * those of joined tables inside one struct per table (decisions.md 20 iv). Nothing in it can be ambiguous.
 */
export function sliceRelation(columns: readonly NamedSource[]): string {
  const unique = [...new Map(columns.map((each) => [keyOf(each), each])).values()];
  const log = unique.filter(({ table }) => table === null);
  const tables = [...new Set(unique.flatMap(({ table }) => (table === null ? [] : [table.toLowerCase()])))];
  const structs = tables.map((table) => {
    const fields = unique.filter((each) => each.table?.toLowerCase() === table);
    const list = fields.map(({ column, source }) => `${quoteIdent(column)} := ${cellOf(source)}`);
    return `struct_pack(${list.join(', ')}) AS ${quoteIdent(table)}`;
  });
  const cells = log.map(({ column, source }) => `${cellOf(source)} AS ${quoteIdent(column)}`);
  const list = [`l.row_id AS ${rowColumn}`, `l.request_index AS ${requestColumn}`, ...cells, ...structs];
  return `(SELECT ${list.join(', ')} FROM impressions l${joinsOf(unique.map(({ source }) => source))})`;
}

function keyOf({ table, column }: NamedSource): string {
  return `${table?.toLowerCase() ?? ''}\n${column.toLowerCase()}`;
}

function cellOf(source: ColumnSource): string {
  switch (source.from) {
    case 'impressions':
      return `l.${quoteIdent(source.column)}`;
    case 'features_logged':
      return `f.${quoteIdent(source.column)}`;
    case 'table':
      return `${source.table}.${quoteIdent(source.column)}`;
    case 'selection':
      return `coalesce(l.${quoteIdent(source.id)} IN (SELECT id FROM ${selectionTable(source.n)}), false)`;
  }
}

function joinsOf(sources: readonly ColumnSource[]): string {
  const joins = new Set<string>();
  for (const source of sources) {
    if (source.from === 'features_logged') joins.add(' LEFT JOIN features_logged f ON f.row_id = l.row_id');
    if (source.from !== 'table') continue;
    const { table, key, id, twins } = source;
    const name = quoteIdent(key);
    const once = twins ? `(SELECT DISTINCT ON (${name}) * FROM ${table} ORDER BY ${name}, rowid)` : table;
    joins.add(` LEFT JOIN ${once} ${table} ON ${table}.${name} = l.${quoteIdent(id)}`);
  }
  return [...joins].join('');
}

/** The table of a selection's ids. */
export function selectionTable(n: number): string {
  return `selection_${n}`;
}

/** Column `twins`: whether an id stands in several rows, which a join would multiply. */
export function hasTwins(table: 'items' | 'users', key: string): Sql {
  const name = quoteIdent(key);
  return { text: `SELECT count(*) > count(DISTINCT ${name}) + count_if(${name} IS NULL) AS twins FROM ${table}` };
}

/** A statement with a predicate in it, and where in its text the predicate begins. */
export interface PredicateSql extends Sql {
  /** Index in UTF-16 units. */
  predicateAt: number;
}

/** `SELECT <list> FROM <relation> WHERE (<predicate>) <rest>`; a null predicate selects every row. */
export function selectWhere(
  list: string,
  columns: readonly NamedSource[],
  predicate: string | null,
  rest = '',
): PredicateSql {
  const head = `SELECT ${list} FROM ${sliceRelation(columns)}`;
  if (predicate === null) return { text: `${head} ${rest}`, predicateAt: 0 };
  const before = `${head} WHERE (`;
  return { text: `${before}${predicate}\n) ${rest}`, predicateAt: before.length };
}

/** Columns `request` (i32) and `rows` (i32) of every request with a selected row, in no order. */
export function selectedRequests(columns: readonly NamedSource[], predicate: string): PredicateSql {
  return selectWhere(`${requestColumn} AS request, count(*)::INTEGER AS rows`, columns, predicate, 'GROUP BY ALL');
}

/** Column `row` (i32): the `row_id` of every selected row, in no order. */
export function selectedRows(columns: readonly NamedSource[], predicate: string): PredicateSql {
  return selectWhere(`${rowColumn} AS row`, columns, predicate);
}
