import type { Sql } from '../../db/sql';

/** Columns `keys` (one more than the largest item key) and `catalog` (distinct items among the candidates). */
export function itemCount(): Sql {
  return {
    text: 'SELECT (coalesce(max(item_key), -1) + 1)::DOUBLE AS keys, count(DISTINCT item_key)::DOUBLE AS catalog FROM impressions',
  };
}
