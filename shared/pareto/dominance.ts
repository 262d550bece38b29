/** Differences up to this size do not decide (definitions.md H2). */
export const dominanceTolerance = 1e-12;

/** One value an objective, larger is better. A point with a NaN neither dominates nor is dominated. */
export type ParetoPoint = ArrayLike<number>;

/** Whether `b` is at least as good as `a` in every objective and better in one, beyond the tolerance. */
export function dominates(b: ParetoPoint, a: ParetoPoint): boolean {
  let better = false;
  for (let k = 0; k < a.length; k++) {
    // Written so that NaN is neither.
    if (!(b[k]! >= a[k]! - dominanceTolerance)) return false;
    if (b[k]! > a[k]! + dominanceTolerance) better = true;
  }
  return better;
}

/** A paired interval of b - a in one objective; null where it could not be computed. */
export interface PairedInterval {
  lo: number | null;
  hi: number | null;
}

/**
 * Whether `a` is statistically dominated by `b` (definitions.md H2): the paired interval of b - a lies above 0 in at
 * least one objective and wholly below 0 in none. An objective without an interval leaves it undecided: false.
 */
export function statisticallyDominated(differences: readonly PairedInterval[]): boolean {
  if (differences.some(({ lo, hi }) => lo === null || hi === null || hi < 0)) return false;
  return differences.some(({ lo }) => lo! > 0);
}
