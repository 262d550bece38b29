import { neumaierSum } from '../stats/neumaier';
import { quantileSorted } from '../stats/quantile';
import { linearTerms } from './linearTerms';
import { standardError } from './normalInterval';

/** What importance weights look like (definitions.md C5). Null: no rows, or no weight above 0. */
export interface WeightDiagnostics {
  rows: number;
  /** Kish's effective sample size, (Σw)²/Σw²; 0 where every weight is 0. */
  ess: number;
  /** ess / rows. */
  essShare: number | null;
  maxWeight: number | null;
  /** max w / Σw. */
  maxWeightShare: number | null;
  /** Type 7 quantiles of the rows' weights. */
  p50: number | null;
  p90: number | null;
  p99: number | null;
  /** Share of Σw on the 1% of rows with the largest weights, at least one row. */
  topShare: number | null;
  /** w̄, which is 1 in expectation where π0 covers π_e. */
  meanWeight: number | null;
  /** s_w, divisor n - 1. */
  sdWeight: number | null;
  /** (w̄ - 1)/(s_w/√n); null where all weights are one number other than 1. */
  z: number | null;
  /** Share of rows with w > 0: the log and the target agree on them. */
  agreement: number | null;
}

/** Sums of constant weights are off by this much. */
const constantBand = 1e-12;

/**
 * Diagnostics of the weights of a log. `sorted`: the same weights ascending. With sampling weights (`counts`) a row counts
 * as often as it says in every sum; quantiles and `agreement` are of rows.
 */
export function weightDiagnostics(
  weights: Float64Array,
  sorted: Float64Array,
  counts: Float64Array | null = null,
): WeightDiagnostics {
  const rows = weights.length;
  const masses = counts === null ? weights : weights.map((weight, i) => weight * counts[i]!);
  const sorter = counts === null ? sorted : masses.slice().sort();
  const total = neumaierSum(masses);
  const squares = neumaierSum(masses.map((mass) => mass * mass));
  const ess = total > 0 ? total ** 2 / squares : 0;
  const top = sorter.subarray(rows - Math.max(1, Math.ceil(rows / 100)));
  return {
    rows,
    ess,
    essShare: rows > 0 ? ess / rows : null,
    maxWeight: sorted.at(-1) ?? null,
    maxWeightShare: total > 0 ? sorter.at(-1)! / total : null,
    p50: quantileSorted(sorted, 0.5),
    p90: quantileSorted(sorted, 0.9),
    p99: quantileSorted(sorted, 0.99),
    topShare: total > 0 ? neumaierSum(top) / total : null,
    agreement: rows > 0 ? (rows - zeros(sorted)) / rows : null,
    ...meanOfWeights(masses, counts),
  };
}

function meanOfWeights(masses: Float64Array, counts: Float64Array | null) {
  const part = { numerator: masses, denominator: counts };
  const rows = masses.length;
  const total = counts === null ? rows : neumaierSum(counts);
  const terms = linearTerms([part]);
  if (terms === null) return { meanWeight: null, sdWeight: null, z: null };
  const meanWeight = neumaierSum(masses) / total;
  const se = standardError(terms);
  return { meanWeight, sdWeight: se === null ? null : se * Math.sqrt(rows), z: zOf(meanWeight, se) };
}

function zOf(mean: number, se: number | null): number | null {
  if (se === null) return null;
  if (Math.abs(mean - 1) <= constantBand) return 0;
  return se <= constantBand ? null : (mean - 1) / se;
}

function zeros(sorted: Float64Array): number {
  const first = sorted.findIndex((weight) => weight > 0);
  return first < 0 ? sorted.length : first;
}

/** Share of Σw that clipping at λ removes: Σ max(0, w - λ) / Σw. Null where every weight is 0. */
export function clippedShare(weights: Float64Array, lambda: number): number | null {
  const total = neumaierSum(weights);
  return total > 0 ? neumaierSum(weights.map((weight) => Math.max(0, weight - lambda))) / total : null;
}

/** Share of rows with w > λ; null without rows. */
export function clippedRows(weights: ArrayLike<number>, lambda: number): number | null {
  let clipped = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i]! > lambda) clipped += 1;
  return weights.length > 0 ? clipped / weights.length : null;
}
