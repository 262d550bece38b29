import { type CiMethod, resampleRatios } from '../stats/bootstrap';
import { mean, populationSd } from '../stats/moments';
import { quantileSorted, sortedValues } from '../stats/quantile';
import type { RandomSource } from '../stats/random';
import type { UnitSums } from '../stats/units';
import type { RatioPart } from './ratioPart';
import type { RowPart } from './rowPart';
import { type KnownSums, partsByUnit, type RowUnits } from './rowUnits';

/** Draws of the policy bootstrap (definitions.md C4). */
export const policyDraws = 2000;

/** Percentile interval of an estimate; `lo`, `hi`, `se` null below two units or where no draw has a value. */
export interface EstimateBootstrap {
  lo: number | null;
  hi: number | null;
  /** Standard deviation of the resampled estimates (divisor: their number). */
  se: number | null;
  /** Draws without a value: no weight above 0, say. They are left out. */
  nullDraws: number;
}

export interface EstimateBootstrapOptions {
  random: RandomSource;
  /** 2,000 by default. */
  draws?: number;
  level?: number;
  /** Above this many units groups of units are resampled (definitions.md A10); 2,000 by default. */
  maxUnits?: number;
}

/**
 * `bootstrap` of C4: units are drawn with replacement, the same draws for all estimates, and every ratio is recomputed
 * whole, so that the noise of Σw is in the interval. `estimates` holds each estimate's parts.
 */
export function bootstrapEstimates(
  estimates: readonly (readonly RowPart[])[],
  units: RowUnits,
  options: EstimateBootstrapOptions,
): { method: CiMethod; estimates: EstimateBootstrap[]; draws: Float64Array[] } {
  const known: KnownSums = new Map();
  const vectors = estimates.flatMap((parts) => unitSums(partsByUnit(parts, units, known), known));
  const { method, results } = resampleRatios(vectors, { ...options, draws: options.draws ?? policyDraws });
  const draws = drawsOfEstimates(
    estimates.map((parts) => parts.length),
    results,
  );
  return { method, draws, estimates: draws.map((each) => summarizeDraws(each, units.count, options.level)) };
}

/** Parts of units as vectors to resample; `known` keeps the one array of ones that parts without a denominator share. */
export function unitSums(parts: readonly RatioPart[], known: KnownSums): UnitSums[] {
  return parts.map(({ numerator, denominator }) => {
    if (denominator !== null) return { sums: numerator, counts: denominator };
    const ones = known.get(null) ?? new Float64Array(numerator.length).fill(1);
    known.set(null, ones);
    return { sums: numerator, counts: ones };
  });
}

/**
 * Resampled estimates from the resampled ratios of all parts, in the order of the parts; NaN: no value. `parts` is how many
 * each estimate has, 0 for one that is not there, whose draws are empty.
 */
export function drawsOfEstimates(parts: readonly number[], ratios: readonly Float64Array[]): Float64Array[] {
  let next = 0;
  return parts.map((count) => {
    const [first, ...rest] = ratios.slice(next, next + count);
    next += count;
    if (first === undefined) return new Float64Array(0);
    return first.map((ratio, draw) => rest.reduce((sum, each) => sum + each[draw]!, ratio));
  });
}

/** The percentile interval of resampled values. */
export function summarizeDraws(draws: Float64Array, units: number, level = 0.95): EstimateBootstrap {
  const sorted = sortedValues(draws);
  const nullDraws = draws.length - sorted.length;
  if (units < 2 || mean(sorted) === null) return { lo: null, hi: null, se: null, nullDraws };
  const tail = (1 - level) / 2;
  return {
    lo: quantileSorted(sorted, tail),
    hi: quantileSorted(sorted, 1 - tail),
    se: populationSd(sorted),
    nullDraws,
  };
}
