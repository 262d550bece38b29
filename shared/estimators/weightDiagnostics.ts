import { NeumaierAccumulator, neumaierSum } from '../stats/neumaier';
import { orderedAt, quantilePositions } from '../stats/orderedAt';
import { quantileSorted } from '../stats/quantile';

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
 * Diagnostics of the weights of a log. With sampling weights (`counts`) a row counts as often as it says in every sum;
 * quantiles and `agreement` are of rows.
 */
export function weightDiagnostics(weights: Float64Array, counts: Float64Array | null = null): WeightDiagnostics {
  const rows = weights.length;
  const masses = counts === null ? weights : weights.map((weight, i) => weight * counts[i]!);
  const total = neumaierSum(masses);
  const ess = total > 0 ? total ** 2 / squaresOf(masses) : 0;
  const first = rows - Math.max(1, Math.ceil(rows / 100));
  const ordered = orderedAt(weights, [...quantilePositions(rows, [0.5, 0.9, 0.99, 1]), first]);
  const orderedMasses = counts === null ? ordered : orderedAt(masses, [first, rows - 1]);
  return {
    rows,
    ess,
    essShare: rows > 0 ? ess / rows : null,
    maxWeight: ordered.at(-1) ?? null,
    maxWeightShare: total > 0 ? orderedMasses.at(-1)! / total : null,
    p50: quantileSorted(ordered, 0.5),
    p90: quantileSorted(ordered, 0.9),
    p99: quantileSorted(ordered, 0.99),
    // Sorted, so that the sum does not depend on the order of the rows.
    topShare: total > 0 ? neumaierSum(orderedMasses.subarray(first).sort()) / total : null,
    agreement: rows > 0 ? positives(weights) / rows : null,
    ...meanOfWeights(masses, counts, total),
  };
}

function squaresOf(masses: Float64Array): number {
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < masses.length; i++) squares.add(masses[i]! * masses[i]!);
  return squares.total;
}

function positives(weights: Float64Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i]! > 0) count += 1;
  return count;
}

/** w̄ and its spread: s of the linear terms (m - w̄·c)/c̄, which is s_w where every row counts once. */
function meanOfWeights(masses: Float64Array, counts: Float64Array | null, total: number) {
  const rows = masses.length;
  const size = counts === null ? rows : neumaierSum(counts);
  if (!(size > 0)) return { meanWeight: null, sdWeight: null, z: null };
  const meanWeight = total / size;
  if (rows < 2) return { meanWeight, sdWeight: null, z: zOf(meanWeight, null) };
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < rows; i++) squares.add((masses[i]! - meanWeight * (counts?.[i] ?? 1)) ** 2);
  const sdWeight = Math.sqrt(squares.total / (rows - 1)) / (size / rows);
  return { meanWeight, sdWeight, z: zOf(meanWeight, sdWeight / Math.sqrt(rows)) };
}

function zOf(mean: number, se: number | null): number | null {
  if (se === null) return null;
  if (Math.abs(mean - 1) <= constantBand) return 0;
  return se <= constantBand ? null : (mean - 1) / se;
}

/** Share of Σw that clipping at λ removes: Σ max(0, w - λ) / Σw. Null where every weight is 0. */
export function clippedShare(weights: Float64Array, lambda: number): number | null {
  const total = neumaierSum(weights);
  const removed = new NeumaierAccumulator();
  for (let i = 0; i < weights.length; i++) if (weights[i]! > lambda) removed.add(weights[i]! - lambda);
  return total > 0 ? removed.total / total : null;
}

/** Share of rows with w > λ; null without rows. */
export function clippedRows(weights: ArrayLike<number>, lambda: number): number | null {
  let clipped = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i]! > lambda) clipped += 1;
  return weights.length > 0 ? clipped / weights.length : null;
}
