import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { localHour } from '../scoring/fidelityRows';

/** Columns of `impressions`; null where the log has none. */
export interface StageColumns {
  rank: string;
  score: string | null;
  position: boolean;
  slot: boolean;
  /** With the reason of the last move. */
  rule: string | null;
  zone: string | null;
}

/**
 * Rows of the log with `first <= row_id < last` in `row_id` order: `request_index`, `row_id`, `rank`, `score`,
 * `position`, `organic`, `reason` and `slot` (codes, -1 = null), `hour` (local, -1 = none).
 */
export function stagePage({ rank, score, position, slot, rule, zone }: StageColumns, first: number, last: number): Sql {
  const list = [
    ...['i.row_id', 'i.request_index', `i.${quoteIdent(rank)}::DOUBLE AS rank`],
    `${score ? `i.${quoteIdent(score)}` : 'NULL'}::DOUBLE AS score`,
    `${position ? 'i.position' : 'NULL'}::DOUBLE AS position`,
    slot ? `(i.slot IS NULL OR lower(i.slot) = ${quoteText('organic')}) AS organic` : 'true AS organic',
    `${codeOf(rule)} AS reason`,
    `${codeOf(slot ? 'slot' : null)} AS slot`,
    `${zone ? `coalesce(${localHour(zone)}, -1)` : '-1'}::INTEGER AS hour`,
  ];
  return {
    text: `SELECT ${list.join(', ')} FROM impressions i WHERE i.row_id >= $1::INTEGER AND i.row_id < $2::INTEGER AND i.in_log ORDER BY i.row_id`,
    params: [first, last],
  };
}

function codeOf(column: string | null): string {
  if (column === null) return '-1::INTEGER';
  const cell = `i.${quoteIdent(column)}`;
  return `CASE WHEN ${cell} IS NULL THEN -1 ELSE (hash(${cell}) % 2147483647)::INTEGER END`;
}
