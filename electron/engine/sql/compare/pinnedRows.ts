import { organicRow } from './listRows';

/**
 * Rows of other slots with the rank that they keep in every list: their position, or the next one where a row of such a
 * slot stands there already. `i` counts them from the top.
 */
const pinnedRanks = `SELECT request_index, item_key, i,
      i + max(position - i) OVER (PARTITION BY request_index ORDER BY i ROWS UNBOUNDED PRECEDING) AS k
    FROM (SELECT request_index, item_key, position, row_number() OVER (PARTITION BY request_index ORDER BY position, row_id) AS i
      FROM impressions WHERE NOT ${organicRow} AND position >= 1) q`;

/**
 * Columns `request_index`, `grade`, `item_key` and rank `k` of a list around the rows that keep their places: `organic`
 * is a query of the same columns with the order `j` among organic rows. The j-th takes the j-th rank that is left.
 */
export function aroundPinned(organic: string): string {
  return `SELECT o.request_index, o.grade, o.item_key, o.j + count(p.i) AS k
  FROM (${organic}) o
  LEFT JOIN (${pinnedRanks}) p ON p.request_index = o.request_index AND p.k - p.i < o.j
  GROUP BY o.request_index, o.grade, o.item_key, o.j
  UNION ALL SELECT request_index, 0, item_key, k FROM (${pinnedRanks}) w`;
}
