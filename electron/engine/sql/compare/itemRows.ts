import type { Sql } from '../../db/sql';

/** Columns `keys` (one more than the largest item key) and `catalog` (distinct items among the candidates). */
export function itemCount(): Sql {
  return {
    text: 'SELECT (coalesce(max(item_key), -1) + 1)::DOUBLE AS keys, count(DISTINCT item_key)::DOUBLE AS catalog FROM impressions',
  };
}

/** Columns `row_id` (i32), `request_id` and `item_id` of some rows, in no order that matters. */
export function rowNames(rows: readonly number[]): Sql {
  return {
    text: 'SELECT row_id, request_id, item_id FROM impressions WHERE row_id IN (SELECT unnest($1::DOUBLE[])::INTEGER)',
    params: [rows],
  };
}

/** The items of the log with their keys, as a FROM item. */
const keys = '(SELECT DISTINCT item_key, item_id FROM impressions) k';

/** Column `item_key` (i32): items of the log that are in the catalog. */
export function catalogKeys(table: 'catalog' | 'items'): Sql {
  return { text: `SELECT k.item_key FROM ${keys} JOIN ${table} c ON c.item_id = k.item_id` };
}

/** Columns `item_key` (i32) and `events` (f64) of the items of the log that have training events. */
export function itemEvents(): Sql {
  return { text: `SELECT k.item_key, e.events FROM ${keys} JOIN item_events e ON e.item_id = k.item_id` };
}

/** Column `item_key` (i32): items of the log with a vector in the embedding, in the order of `itemVectors`. */
export function vectorKeys(embedding: string): Sql {
  return { text: `SELECT k.item_key FROM ${keys} JOIN ${embedding} e ON e.id = k.item_id ORDER BY k.item_key` };
}

/** Column `x` (f32): the numbers of their vectors, one vector after the other. */
export function itemVectors(embedding: string): Sql {
  return {
    text: `SELECT unnest(vector::FLOAT[]) AS x FROM (
  SELECT e.vector FROM ${keys} JOIN ${embedding} e ON e.id = k.item_id ORDER BY k.item_key)`,
  };
}
