import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Distinct ids of several tables in UTF-8 byte order: a row's `rowid` is its dense number. */
export function createKeys(
  table: 'request_keys' | 'item_keys',
  column: 'request_id' | 'item_id',
  tables: readonly string[],
): Sql {
  const all = tables.map((each) => `SELECT ${column} FROM ${quoteIdent(each)}`);
  const distinct = all.length === 1 ? `SELECT DISTINCT ${column} FROM ${quoteIdent(tables[0]!)}` : all.join(' UNION ');
  return { text: `CREATE TEMP TABLE ${table} AS SELECT ${column} FROM (${distinct}) ORDER BY ${column}` };
}

export const requestKeys = '(SELECT request_id, rowid::INTEGER AS request_index FROM request_keys)';
export const itemKeys = '(SELECT item_id, rowid::INTEGER AS item_key FROM item_keys)';
