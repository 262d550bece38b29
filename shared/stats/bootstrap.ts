import { bcaInterval } from './bca';
import { allResamples, bootstrapDraws, canEnumerate } from './bootstrapDraws';
import { dealUnits, maxResampledUnits, sumGroups } from './groupUnits';
import { mean } from './moments';
import { neumaierSum } from './neumaier';
import { quantileSorted, sortedValues } from './quantile';
import type { RandomSource } from './random';
import type { UnitSums } from './units';

/** How the interval was made; stored in reports. */
export type CiMethod = 'exhaustive-bootstrap' | 'bootstrap' | 'grouped-bootstrap';

/** Options of `bootstrapIntervals`. */
export interface BootstrapOptions {
  random: RandomSource;
  /** Resamples; 10,000 by default. Not used when all resamples are listed. */
  draws?: number;
  /** Coverage; 0.95 by default. */
  level?: number;
  /** Bias-corrected and accelerated ends (Efron 1987) instead of percentiles. */
  bca?: boolean;
  /** Above this many units they are dealt into this many groups; 2,000 by default. */
  maxUnits?: number;
}

/** Interval of Σ sums / Σ counts. `value`, `lo`, `hi`, `se` are null below two units. */
export interface BootstrapInterval {
  value: number | null;
  lo: number | null;
  hi: number | null;
  /** Standard deviation of the resampled values (divisor: their number). */
  se: number | null;
  method: CiMethod;
  /** Units of this vector with a value. */
  units: number;
  draws: number;
}

/**
 * Bootstrap intervals of several ratios over the same units, with the same resamples for all. The vectors share length
 * and order; a unit without a value has count 0. All resamples are listed when n^n <= 20,000; above `maxUnits` units,
 * groups are resampled. Seeded by `options.random`: group dealing first, then the draws.
 */
export function bootstrapIntervals(vectors: readonly UnitSums[], options: BootstrapOptions): BootstrapInterval[] {
  const { method, resampled, results } = resampleRatios(vectors, options);
  return vectors.map((vector, v) => summarize(vector, resampled[v]!, results[v]!, method, options));
}

/** The resampled values themselves: Σ sums / Σ counts of each vector in each draw (NaN = none), and what was resampled. */
export function resampleRatios(
  vectors: readonly UnitSums[],
  options: Pick<BootstrapOptions, 'random' | 'draws' | 'maxUnits'>,
): { method: CiMethod; resampled: readonly UnitSums[]; results: Float64Array[] } {
  const n = vectors[0]?.sums.length ?? 0;
  const maxUnits = options.maxUnits ?? maxResampledUnits;
  const method = ciMethodOf(n, maxUnits);
  const resampled = method === 'grouped-bootstrap' ? grouped(vectors, n, maxUnits, options.random) : vectors;
  const results =
    method === 'exhaustive-bootstrap'
      ? allResamples(resampled)
      : bootstrapDraws(resampled, options.draws ?? 10_000, options.random);
  return { method, resampled, results };
}

/** How `n` units are resampled. */
export function ciMethodOf(n: number, maxUnits = maxResampledUnits): CiMethod {
  if (canEnumerate(n)) return 'exhaustive-bootstrap';
  return n > maxUnits ? 'grouped-bootstrap' : 'bootstrap';
}

/** `bootstrapIntervals` of one vector. */
export function bootstrapInterval(units: UnitSums, options: BootstrapOptions): BootstrapInterval {
  return bootstrapIntervals([units], options)[0]!;
}

function grouped(vectors: readonly UnitSums[], n: number, groups: number, random: RandomSource): UnitSums[] {
  const groupOf = dealUnits(n, groups, random);
  const sharedCounts = new Map<Float64Array, Float64Array>();
  return vectors.map((vector) => {
    const sums = sumGroups(vector, groupOf, groups);
    const counts = sharedCounts.get(vector.counts) ?? sums.counts;
    sharedCounts.set(vector.counts, counts);
    return { sums: sums.sums, counts };
  });
}

function summarize(
  original: UnitSums,
  resampled: UnitSums,
  results: Float64Array,
  method: CiMethod,
  options: BootstrapOptions,
): BootstrapInterval {
  const units = original.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const total = neumaierSum(original.counts);
  const value = total > 0 ? neumaierSum(original.sums) / total : null;
  const draws = results.length;
  if (units < 2 || value === null) return { value, lo: null, hi: null, se: null, method, units, draws };
  const sorted = sortedValues(results);
  const tail = (1 - (options.level ?? 0.95)) / 2;
  const ends = options.bca
    ? bcaInterval(sorted, resampled, value, tail)
    : { lo: quantileSorted(sorted, tail), hi: quantileSorted(sorted, 1 - tail) };
  return { value, ...ends, se: spread(sorted), method, units, draws };
}

function spread(sorted: Float64Array): number | null {
  const center = mean(sorted);
  if (center === null) return null;
  return Math.sqrt(neumaierSum(sorted.map((value) => (value - center) ** 2)) / sorted.length);
}
