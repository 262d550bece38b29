import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** `request_index` and `position` of a range of rows, in row order; rows of runs have no position. */
export function positionPage(from: number, to: number): Sql {
  return {
    text: 'SELECT request_index, position FROM impressions WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER ORDER BY row_id',
    params: [from, to],
  };
}

/** Rows where a predicate of ours holds, as `rows`. */
export function countWhere(condition: string): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM impressions WHERE ${condition}` };
}

/** Up to 20 rows where a predicate of ours holds: their ids and some columns. */
export function examplesWhere(condition: string, columns: readonly string[]): Sql {
  const list = ['request_id', 'item_id', ...columns.map(quoteIdent)].join(', ');
  return { text: `SELECT ${list} FROM impressions WHERE ${condition} ORDER BY row_id LIMIT 20` };
}

/** The ids of rows by their numbers, with their position. */
export function rowsByNumber(rows: readonly number[]): Sql {
  return {
    text: `SELECT request_id, item_id, position FROM impressions WHERE row_id IN (${rows.map(Number).join(', ')}) ORDER BY row_id`,
  };
}

/** Requests with more than one user, as `requests`. */
export function countSharedRequests(): Sql {
  return {
    text: 'SELECT count(*)::DOUBLE AS requests FROM (SELECT 1 FROM impressions GROUP BY request_index HAVING min(user_id) <> max(user_id))',
  };
}

/** Up to 20 requests with more than one user. */
export function sharedRequests(): Sql {
  return {
    text: `SELECT any_value(request_id) AS request_id, min(user_id) AS first_user, max(user_id) AS last_user
FROM impressions GROUP BY request_index HAVING min(user_id) <> max(user_id) ORDER BY request_index LIMIT 20`,
  };
}
