import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Half-open range of the `row_id`s of one request (`first`, `last`), and its `index`; no row when the log lacks it. */
export function requestRange(requestId: string): Sql {
  return {
    text: 'SELECT request_index AS index, first_row AS first, first_row + rows AS last FROM requests WHERE request_id = $1',
    params: [requestId],
  };
}

/**
 * The rows of a request in row order: `item_id`, `position`, `score` of a table of scores (null: none), and `rule` and `slot`,
 * where `impressions` has such columns, else null.
 */
export function listRows(scores: string, range: { first: number; last: number }, columns: readonly string[]): Sql {
  const optional = (name: string) => (columns.includes(name) ? `CAST(i.${quoteIdent(name)} AS VARCHAR)` : 'NULL');
  return {
    text: `SELECT i.item_id, i.position, s.score, ${optional('rule')} AS rule, ${optional('slot')} AS slot
FROM impressions i LEFT JOIN ${quoteIdent(scores)} s USING (row_id)
WHERE i.row_id >= $1::INTEGER AND i.row_id < $2::INTEGER ORDER BY i.row_id`,
    params: [range.first, range.last],
  };
}

/** The rows of a page of features that have these ids, in `row_id` order. */
export function sampledRows(page: Sql, rowIds: readonly number[]): Sql {
  return { ...page, text: `SELECT * FROM (${page.text}) WHERE row_id IN (${rowIds.join(', ')}) ORDER BY row_id` };
}
