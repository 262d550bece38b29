import { neumaierSum } from './neumaier';
import { type PairedT, pairedT } from './pairedT';
import { ratioOf } from './ratio';
import { studentQuantile, studentTwoSided } from './studentT';
import type { UnitSums } from './units';

/**
 * The t test of a mean of differences whose unit may hold several of them: R = Σx/Σn with the ratio variance of
 * definitions G1 (delta method), df = units - 1. With one value a unit it is Student's paired test. `units` holds only
 * units with a value; `n` counts units, `sd` is that of the single values where units are single, else null. Fewer than
 * two units give nulls; units without spread are handled as in `pairedT`.
 */
export function clusteredT(units: UnitSums, level = 0.95): PairedT {
  if (units.counts.every((count) => count === 1)) return pairedT(units.sums, level);
  const n = units.sums.length;
  const { value, se } = ratioOf(units.sums, units.counts);
  const nothing = { n, mean: value, sd: null, se: null, t: null, p: null, lo: null, hi: null };
  if (value === null || se === null) return { ...nothing, constantDifference: false };
  if (isConstant(units)) {
    const zero = neumaierSum(units.sums.map(Math.abs)) === 0;
    return { ...nothing, sd: 0, se: 0, p: zero ? 1 : null, lo: value, hi: value, constantDifference: !zero };
  }
  const t = value / se;
  const half = studentQuantile((1 + level) / 2, n - 1) * se;
  return {
    ...nothing,
    se,
    t,
    p: studentTwoSided(t, n - 1),
    lo: value - half,
    hi: value + half,
    constantDifference: false,
  };
}

/** p of H0 "mean <= -margin" against "mean > -margin" (`margin` >= 0); null without a standard error. */
export function noninferiorityP(t: PairedT, margin: number, higherIsBetter: boolean): number | null {
  if (t.mean === null || t.se === null || !(t.se > 0)) return null;
  const gain = higherIsBetter ? t.mean : -t.mean;
  const statistic = (gain + margin) / t.se;
  const tail = studentTwoSided(statistic, t.n - 1) / 2;
  return statistic > 0 ? tail : 1 - tail;
}

/** Unit means that differ only by rounding: there is no spread to test against. */
function isConstant({ sums, counts }: UnitSums): boolean {
  const first = sums[0]! / counts[0]!;
  const scale = 1e-12 * Math.abs(first);
  return sums.every((sum, unit) => Math.abs(sum / counts[unit]! - first) <= scale);
}
