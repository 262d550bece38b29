import type { Sql } from '../../db/sql';

/**
 * Makes positions of `log_rows` that restart on each page run on: the last position of every page above is added. Rows
 * without a page keep theirs.
 */
export function runPositionsOn(): Sql[] {
  const lasts = `SELECT request_id, page, max(position) AS last FROM log_rows
WHERE position IS NOT NULL AND page IS NOT NULL GROUP BY request_id, page`;
  const above = 'OVER (PARTITION BY request_id ORDER BY page ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)';
  return [
    { text: `CREATE TEMP TABLE page_starts AS SELECT request_id, page, sum(last) ${above} AS above FROM (${lasts})` },
    {
      text: `UPDATE log_rows SET position = position + p.above::INTEGER FROM page_starts p
WHERE p.request_id = log_rows.request_id AND p.page = log_rows.page AND p.above IS NOT NULL`,
    },
    { text: 'DROP TABLE page_starts' },
  ];
}
