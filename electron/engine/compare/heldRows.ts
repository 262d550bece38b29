import { countBelow } from '../../../shared/stats/sortedCounts';
import type { Queries } from '../db/connection';
import type { IdealGrades } from './idealGrades';
import type { RequestFrame } from './requestFrame';

/**
 * Rows of a session that lie in typed arrays beside its database, in `row_id` order: what contests of means read, so
 * that nobody has to write it into tables first. Whoever reads them makes copies.
 */
export interface HeldRows {
  frame: RequestFrame;
  itemKeys: Int32Array;
  /** By label; NaN = unjudged. */
  grades: ReadonlyMap<string, Float64Array>;
  ideals: ReadonlyMap<string, IdealGrades>;
  /** By table: the rows of a model's lists, ascending, and their scores; NaN = missing. */
  scores: ReadonlyMap<string, { rows: Int32Array; values: Float64Array }>;
}

const held = new WeakMap<Queries, HeldRows>();

export function holdRows(db: Queries, rows: HeldRows): void {
  held.set(db, rows);
}

/** The rows that are held for a database; undefined when they are in its tables only. */
export function heldRows(db: Queries): HeldRows | undefined {
  return held.get(db);
}

/** Rows `from` (inclusive) to `to` (exclusive) of a model's lists: copies. */
export function heldScores(
  { rows, values }: { rows: Int32Array; values: Float64Array },
  from: number,
  to: number,
): { rowIds: Int32Array; scores: Float64Array } {
  const first = countBelow(rows, from);
  const last = countBelow(rows, to);
  return { rowIds: rows.slice(first, last), scores: values.slice(first, last) };
}
