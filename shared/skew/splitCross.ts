import { countBelow } from '../stats/sortedCounts';

/**
 * How a model of trees divides the values of one feature: `limits` rise and are distinct, values up to a limit (included)
 * part from those above it. `isSingle`: the model compares values after rounding them to float32.
 */
export interface SplitLimits {
  limits: Float64Array;
  isSingle: boolean;
}

/**
 * Whether a logged and a recomputed value lie on different sides of at least one limit (`split_cross` of definitions
 * D1). A missing value goes its own way at every split, so that it crosses with any present value; two missing values
 * never do. False where the model has no limit.
 */
export function crossesSplit(s: number, t: number, { limits, isSingle }: SplitLimits): boolean {
  if (limits.length === 0 || s === t) return false;
  const missing = Number.isNaN(s);
  if (missing || Number.isNaN(t)) return missing !== Number.isNaN(t);
  return isSingle
    ? countBelow(limits, Math.fround(s)) !== countBelow(limits, Math.fround(t))
    : countBelow(limits, s) !== countBelow(limits, t);
}
