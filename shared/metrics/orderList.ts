import { compareUtf8 } from './compareUtf8';

/** How a re-scored list is sorted. */
export interface OrderOptions {
  /** Equal scores: item id descending (default), or the input order. */
  ties?: 'id' | 'input';
  /** `f32` compares scores rounded to float32 (trec_eval <= 9.0.8, XGBoost). */
  precision?: 'f64' | 'f32';
}

/** The order of a re-scored list. */
export interface OrderedList {
  /** `order[rank - 1]` is the input index of the item at that rank. */
  order: Uint32Array;
  /** Start index of each group of equal scores; missing scores form the last group. */
  tieGroups: Uint32Array;
  /** Items without a score (NaN). */
  missing: number;
}

/**
 * Order of a re-scored list (definitions 0.2): score descending, then item id descending in UTF-8 byte order. NaN (a
 * missing score) sorts last, -0 = +0, infinities are ordinary values. Equal ids keep their input order.
 */
export function orderList(scores: Float64Array, ids: readonly string[], options: OrderOptions = {}): OrderedList {
  const keys = options.precision === 'f32' ? scores.map(Math.fround) : scores;
  const byId = options.ties !== 'input';
  const order = Uint32Array.from(keys, (_, index) => index).sort((a, b) => {
    const byScore = compareScores(keys[a]!, keys[b]!);
    if (byScore !== 0) return byScore;
    return (byId ? compareUtf8(ids[b]!, ids[a]!) : 0) || a - b;
  });
  const starts: number[] = [];
  order.forEach((index, rank) => {
    if (rank === 0 || compareScores(keys[order[rank - 1]!]!, keys[index]!) !== 0) starts.push(rank);
  });
  const missing = keys.reduce((count, key) => count + (Number.isNaN(key) ? 1 : 0), 0);
  return { order, tieGroups: Uint32Array.from(starts), missing };
}

/** Descending, NaN last; 0 for equal scores, two NaN included. */
function compareScores(a: number, b: number): number {
  if (a > b) return -1;
  if (a < b) return 1;
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
}
