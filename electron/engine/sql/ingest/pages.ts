import type { Sql } from '../../db/sql';

/** Up to 20 requests with several pages, or lists of several requests, and how many there are as `found`. */
export function pagedLists(by: 'page' | 'list'): Sql {
  if (by === 'page') {
    return {
      text: `SELECT any_value(request_id) AS request_id, min(page) AS first_page, max(page) AS last_page, count(*)::INTEGER AS rows,
  count(*) OVER ()::DOUBLE AS found
FROM impressions GROUP BY request_index HAVING min(page) <> max(page) ORDER BY request_index LIMIT 20`,
    };
  }
  return {
    text: `SELECT list, count(DISTINCT request_index)::INTEGER AS requests, count(*)::INTEGER AS rows, count(*) OVER ()::DOUBLE AS found
FROM impressions WHERE list IS NOT NULL GROUP BY list HAVING min(request_index) <> max(request_index) ORDER BY list LIMIT 20`,
  };
}
