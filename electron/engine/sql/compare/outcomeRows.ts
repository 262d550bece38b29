import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Which outcomes the log has; an absent one counts nothing. */
export interface OutcomeColumns {
  click: string | null;
  order: string | null;
  value: string | null;
  hasPosition: boolean;
}

/**
 * Columns `shown`, `clicks`, `orders`, `value` (f64) of every request, in request order: rows that were shown and what
 * happened on them.
 */
export function requestOutcomes({ click, order, value, hasPosition }: OutcomeColumns): Sql {
  const shown = hasPosition ? 'position IS NOT NULL' : 'true';
  const happened = (column: string | null) =>
    column === null ? '0::DOUBLE' : `count(*) FILTER (${shown} AND ${quoteIdent(column)} > 0)::DOUBLE`;
  const sum = value === null ? '0::DOUBLE' : `coalesce(sum(${quoteIdent(value)}) FILTER (${shown}), 0)::DOUBLE`;
  return {
    text: `SELECT count(*) FILTER (${shown})::DOUBLE AS shown, ${happened(click)} AS clicks, ${happened(order)} AS orders,
${sum} AS value FROM impressions GROUP BY request_index ORDER BY request_index`,
  };
}
