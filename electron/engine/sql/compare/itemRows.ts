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
