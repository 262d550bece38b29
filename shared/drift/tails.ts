import { quantileSorted } from '../stats/quantile';
import { countBelow, countUpTo } from '../stats/sortedCounts';

/** A tail of the reference and its mass on both sides. */
export interface Tail {
  quantile: number;
  /** Where the tail begins: the reference's quantile (type 7). */
  edge: number;
  /** Shares of present values beyond the edge: below it for p1, above it for p99 and p99.9. */
  reference: number;
  serving: number;
  /** serving / reference; null when the reference has nothing there. */
  ratio: number | null;
  /** Ratio outside [0.5, 2], or mass where the reference has none; only where either side has 30 values there. */
  flagged: boolean;
}

const leastValues = 30;

/**
 * Tails at p1, p99 and p99.9 of present values, rising (definitions D2). None when either side is empty; one whose edge
 * is infinite is left out.
 */
export function tailsOf(reference: ArrayLike<number>, serving: ArrayLike<number>): Tail[] {
  if (reference.length === 0 || serving.length === 0) return [];
  return [0.01, 0.99, 0.999].flatMap((quantile) => {
    const edge = quantileSorted(reference, quantile)!;
    if (!Number.isFinite(edge)) return [];
    const beyond = (sorted: ArrayLike<number>) =>
      quantile < 0.5 ? countBelow(sorted, edge) : sorted.length - countUpTo(sorted, edge);
    const [e, a] = [beyond(reference), beyond(serving)];
    const shares = { reference: e / reference.length, serving: a / serving.length };
    const ratio = e === 0 ? null : shares.serving / shares.reference;
    const moved = ratio === null ? a > 0 : ratio < 0.5 || ratio > 2;
    return { quantile, edge, ...shares, ratio, flagged: moved && Math.max(e, a) >= leastValues };
  });
}
