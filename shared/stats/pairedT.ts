import { mean, sampleSd } from './moments';
import { studentQuantile, studentTwoSided } from './studentT';

/** Paired t test over units. `t`, `p`, `lo`, `hi`: null where the formula has no value. */
export interface PairedT {
  n: number;
  mean: number | null;
  sd: number | null;
  se: number | null;
  t: number | null;
  p: number | null;
  lo: number | null;
  hi: number | null;
  /** All differences are equal and not 0: no spread to test against. */
  constantDifference: boolean;
}

/**
 * Student's paired test: t = d̄/(s_d/√n), df = n-1, two-sided, with the interval d̄ ± t·s_d/√n. n < 2 gives nulls.
 * s_d = 0: p = 1 when d̄ = 0, else t = p = null and `constantDifference`. `differences` holds no NaN.
 */
export function pairedT(differences: ArrayLike<number>, level = 0.95): PairedT {
  const n = differences.length;
  const constant = n >= 1 && isConstant(differences);
  const center = constant ? differences[0]! : mean(differences);
  const sd = constant && n >= 2 ? 0 : sampleSd(differences);
  const nothing = { n, mean: center, sd, se: null, t: null, p: null, lo: null, hi: null, constantDifference: false };
  if (center === null || sd === null) return nothing;
  if (sd === 0) {
    const zero = differences[0] === 0;
    return { ...nothing, se: 0, p: zero ? 1 : null, lo: center, hi: center, constantDifference: !zero };
  }
  const se = sd / Math.sqrt(n);
  const t = center / se;
  const half = studentQuantile((1 + level) / 2, n - 1) * se;
  return { ...nothing, se, t, p: studentTwoSided(t, n - 1), lo: center - half, hi: center + half };
}

function isConstant(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if (values[i] !== values[0]) return false;
  return true;
}
