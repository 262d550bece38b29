import type { Sql } from '../../db/sql';

/** Rows by slot, the most frequent 20 of those that are not organic. No slot means organic. */
export function slotCounts(): Sql {
  return {
    text: `SELECT slot, count(*)::DOUBLE AS rows FROM impressions
WHERE slot IS NOT NULL AND lower(slot) <> 'organic' GROUP BY slot ORDER BY rows DESC, slot LIMIT 20`,
  };
}
