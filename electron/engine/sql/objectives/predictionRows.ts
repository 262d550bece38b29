import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { labelColumn, organicRow, type RowRange } from '../compare/listRows';

/** What is known of a log's rows, beside predictions. */
export interface PredictionColumns {
  label: string;
  /** Names of surfaces in the order of their codes; null: the log has none. */
  surfaces: readonly string[] | null;
  /** Only organic rows count. */
  pinned: boolean;
  hasWeights: boolean;
  hasPositions: boolean;
  /** Column of `items` with the time since which an item is there; needs `time`. */
  ageColumn: string | null;
  /** ISO time after which rows are immature; null: none are. */
  matureUntil: string | null;
}

/** Surfaces of the log by their number of rows, at most `limit`. */
export function surfaceNames(limit: number): Sql {
  return {
    text: `SELECT surface FROM impressions WHERE surface IS NOT NULL GROUP BY surface ORDER BY count(*) DESC, surface LIMIT ${limit}`,
  };
}

/**
 * The rows of a range that a scores table holds, in row order: `request_index` (i32), `score`, `grade` and `weight` (f64,
 * null = none), `surface` (i32, code from 0; -1 = none, -2 = not among the named ones), `position` (i32, null = not shown),
 * `age` of the item in days (f64, null = not known), `young` (i32, 1 = immature).
 */
export function predictionRows(scores: string, of: PredictionColumns, range: RowRange): Sql {
  const names = of.surfaces?.map(quoteText).join(', ');
  const surface = names
    ? `CASE WHEN i.surface IS NULL THEN -1 ELSE coalesce(list_position([${names}], i.surface), -1) - 1 END`
    : '-1';
  const age = of.ageColumn
    ? `(epoch_ms(i."time") - epoch_ms(t.${quoteIdent(of.ageColumn)}::TIMESTAMP)) / 86400000.0::DOUBLE`
    : 'NULL::DOUBLE';
  const young = of.matureUntil ? `(i."time" IS NULL OR i."time" > ${quoteText(of.matureUntil)}::TIMESTAMP)` : 'false';
  const organic = of.pinned ? ` AND ${organicRow.replaceAll('slot', 'i.slot')}` : '';
  return {
    text: `SELECT i.request_index, s.score, i.${quoteIdent(labelColumn(of.label))}::DOUBLE AS grade,
${of.hasWeights ? 'i.weight::DOUBLE' : '1::DOUBLE'} AS weight, (${surface})::INTEGER AS surface,
${of.hasPositions ? 'i.position' : 'NULL::INTEGER'} AS position, ${age} AS age, (${young})::INTEGER AS young
FROM impressions i JOIN ${quoteIdent(scores)} s ON s.row_id = i.row_id
${of.ageColumn ? 'LEFT JOIN items t ON t.item_id = i.item_id' : ''}
WHERE i.row_id >= $1::INTEGER AND i.row_id < $2::INTEGER${organic} ORDER BY i.row_id`,
    params: [range.from, range.to],
  };
}
