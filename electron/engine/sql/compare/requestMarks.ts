import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Column `request_index` (i32): requests served inside [from, to); a null end is open. */
export function requestsServed({ from, to }: { from: string | null; to: string | null }): Sql {
  return {
    text: `SELECT request_index FROM requests
WHERE time IS NOT NULL AND ($1::TIMESTAMP IS NULL OR time >= $1::TIMESTAMP) AND ($2::TIMESTAMP IS NULL OR time < $2::TIMESTAMP)`,
    params: [from === null ? null : new Date(from), to === null ? null : new Date(to)],
  };
}

/** Column `request_index` (i32): requests with a row that `column` does not mark as randomized. */
export function requestsNotRandomized(column: string): Sql {
  return {
    text: `SELECT DISTINCT request_index FROM impressions WHERE NOT coalesce(try_cast(${quoteIdent(column)} AS BOOLEAN), false)`,
  };
}

/** Columns `value` (text, null = absent) and `mixed` (i32, 1 = rows of the request differ) of a column, in request order. */
export function requestValues(column: string): Sql {
  const name = quoteIdent(column);
  return {
    text: `SELECT min(${name})::VARCHAR AS value,
(min(${name}) IS DISTINCT FROM max(${name}) OR count(${name}) NOT IN (0, count(*)))::INTEGER AS mixed
FROM impressions GROUP BY request_index ORDER BY request_index`,
  };
}
