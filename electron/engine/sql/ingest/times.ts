import type { Sql } from '../../db/sql';

const mixed = 'SELECT request_index FROM impressions GROUP BY request_index HAVING min("time") <> max("time")';
const back = `SELECT row_id, request_id, item_id, "time", lag("time") OVER (PARTITION BY request_index ORDER BY row_id) AS above
FROM impressions WHERE request_index IN (${mixed}) AND position IS NOT NULL QUALIFY "time" < above`;

/** Whether any request holds several times, as `varies`. */
export function timesVary(): Sql {
  return { text: `SELECT EXISTS (${mixed}) AS varies` };
}

/** Shown rows with an earlier time than the shown row above them, as `rows`. */
export function countTimesBack(): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM (${back})` };
}

/** Up to 20 of them with the time above. */
export function timesBack(): Sql {
  return { text: `SELECT request_id, item_id, "time", above FROM (${back}) ORDER BY row_id LIMIT 20` };
}
