import { neumaierSum } from './neumaier';
import { normalCdf, normalQuantile } from './normal';
import { quantileSorted } from './quantile';
import type { UnitSums } from './units';

/**
 * Bias-corrected and accelerated ends (Efron 1987) from the sorted resampled values, the units they were drawn from and
 * the estimate; `tail` is 0.025 for 95%. Bias from the share of resamples below the estimate (ties half), acceleration
 * from leaving out one unit at a time. Without spread both ends are the percentiles.
 */
export function bcaInterval(
  sorted: Float64Array,
  units: UnitSums,
  estimate: number,
  tail: number,
): { lo: number | null; hi: number | null } {
  const bias = normalQuantile(shareBelow(sorted, estimate));
  if (!Number.isFinite(bias)) return { lo: quantileSorted(sorted, tail), hi: quantileSorted(sorted, 1 - tail) };
  const acceleration = accelerationOf(units);
  const end = (p: number) => {
    const z = bias + normalQuantile(p);
    return quantileSorted(sorted, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return { lo: end(tail), hi: end(1 - tail) };
}

function shareBelow(sorted: Float64Array, estimate: number): number {
  let below = 0;
  let equal = 0;
  for (const value of sorted) {
    if (value < estimate) below++;
    else if (value === estimate) equal++;
    else break;
  }
  return (below + equal / 2) / sorted.length;
}

/** Σ(m̄ - m_i)³ / (6 (Σ(m̄ - m_i)²)^1.5) over the leave-one-out ratios m_i. */
function accelerationOf({ sums, counts }: UnitSums): number {
  const x = neumaierSum(sums);
  const n = neumaierSum(counts);
  const left = sums.map((sum, unit) => (x - sum) / (n - counts[unit]!)).filter(Number.isFinite);
  const center = neumaierSum(left) / left.length;
  const squares = neumaierSum(left.map((value) => (center - value) ** 2));
  const cubes = neumaierSum(left.map((value) => (center - value) ** 3));
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}
