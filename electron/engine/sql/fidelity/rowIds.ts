import type { Sql } from '../../db/sql';

/** `row_id`, `request_id` and `item_id` of a few rows. */
export function rowsById(rows: readonly number[]): Sql {
  return {
    text: `SELECT row_id, request_id, item_id FROM impressions WHERE row_id IN (${rows.map(Number).join(', ')})`,
  };
}
