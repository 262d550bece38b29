import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Rows `from` (inclusive) to `to` (exclusive) of the session, in row order. */
export interface RowRange {
  from: number;
  to: number;
}

/** The session column that holds a label's grades. */
export function labelColumn(label: string): string {
  return `label:${label}`;
}

/** Whether a row of `impressions` is the ranking's own; ads and pinned items are not. */
export const organicRow = "(slot IS NULL OR lower(slot) = 'organic')";

/** One row `pinned` (i32): 1 when shown rows stand in other slots than organic ones, and so keep their places. */
export function anyPinned(): Sql {
  return { text: `SELECT (count(*) > 0)::INTEGER AS pinned FROM impressions WHERE NOT ${organicRow}` };
}

/** One row `columns` (f64): how many of the columns `slot` and `position` the log has. */
export function slotColumns(): Sql {
  return {
    text: `SELECT count(*)::DOUBLE AS columns FROM duckdb_columns()
WHERE table_name = 'impressions' AND column_name IN ('slot', 'position')`,
  };
}

/** Column `first_row` (i32): where each request's rows begin, in request order. */
export function requestStarts(): Sql {
  return { text: 'SELECT first_row FROM requests ORDER BY request_index' };
}

/**
 * Columns `item_key` (i32) and `grade` (f64, null = unjudged) of a range of rows, in row order. With `pinned`, also `pin`
 * (i32): 0 for an organic row; of another slot, the position where it stays, or -1 when it was not shown. Its grade is 0.
 */
export function gradedRows({ label, pinned }: { label: string; pinned: boolean }, range: RowRange): Sql {
  const grade = quoteIdent(labelColumn(label));
  const pin = `CASE WHEN ${organicRow} THEN 0 WHEN position >= 1 THEN position ELSE -1 END AS pin`;
  const columns = pinned ? `CASE WHEN ${organicRow} THEN ${grade} ELSE 0 END AS grade, ${pin}` : `${grade} AS grade`;
  return {
    text: `SELECT item_key, ${columns} FROM impressions WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER`,
    params: [range.from, range.to],
  };
}

/**
 * Column `position` (i32, null = not in the list) of a range of rows, in row order: the logged position, or another
 * column of ranks.
 */
export function positionRows(range: RowRange, column: string): Sql {
  return {
    text: `SELECT ${quoteIdent(column)} AS position FROM impressions WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER`,
    params: [range.from, range.to],
  };
}

/**
 * Column `shown` (f64) of a range of rows, in row order: in how many rows of the log the item was shown (in how many it
 * is, where the log has no positions). No label enters it.
 */
export function popularityRows(range: RowRange): Sql {
  return {
    text: `WITH exposure AS (
  SELECT item_key, CASE WHEN (SELECT count(position) FROM impressions) > 0 THEN count(position) ELSE count(*) END::DOUBLE AS shown
  FROM impressions GROUP BY item_key
)
SELECT e.shown FROM impressions i JOIN exposure e USING (item_key)
WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER ORDER BY row_id`,
    params: [range.from, range.to],
  };
}

/** Columns `row_id` (i32) and `score` (f64, null = last) of a model's list rows in a range, in row order. */
export function scoreRows(scores: string, range: RowRange): Sql {
  return {
    text: `SELECT row_id, score FROM ${quoteIdent(scores)} WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER`,
    params: [range.from, range.to],
  };
}

/** Where a judgment is not of an item in another slot than an organic one. */
export function ofOrganic(pinned: boolean): string {
  if (!pinned) return '';
  return ` AND (request_index, item_key) NOT IN (SELECT (request_index, item_key) FROM impressions WHERE NOT ${organicRow})`;
}

/** Columns `request_index` (i32) and `grade` (f64): every positive judgment, best first within its request. */
export function judgedIdeal(pinned: boolean): Sql {
  return {
    text: `SELECT request_index, relevance AS grade FROM judgments
WHERE request_index IS NOT NULL AND relevance > 0${ofOrganic(pinned)} ORDER BY request_index, relevance DESC`,
  };
}

/** As `judgedIdeal`, where only the log's own rows carry the label. */
export function loggedIdeal(label: string, pinned: boolean): Sql {
  const column = quoteIdent(labelColumn(label));
  return {
    text: `SELECT request_index, ${column} AS grade FROM impressions
WHERE ${column} > 0${pinned ? ` AND ${organicRow}` : ''} ORDER BY request_index, ${column} DESC`,
  };
}

/** Column `request_index` (i32): every request with a judged item, in the case's judgments. */
export function judgedRequests(pinned: boolean): Sql {
  return {
    text: `SELECT DISTINCT request_index FROM judgments WHERE request_index IS NOT NULL AND relevance >= 0${ofOrganic(pinned)}`,
  };
}

/** As `judgedRequests`, where only the log's own rows carry the label. */
export function labeledRequests(label: string, pinned: boolean): Sql {
  return {
    text: `SELECT DISTINCT request_index FROM impressions
WHERE ${quoteIdent(labelColumn(label))} IS NOT NULL${pinned ? ` AND ${organicRow}` : ''}`,
  };
}
