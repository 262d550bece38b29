import { NeumaierAccumulator, neumaierSum } from '../stats/neumaier';

/** Observed over expected: Σ w·y / Σ w·p. Null when nothing was expected. */
export function observedExpected(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  const observed = new NeumaierAccumulator();
  const expected = new NeumaierAccumulator();
  for (let i = 0; i < probabilities.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]!;
    observed.add(weight * outcomes[i]!);
    expected.add(weight * probabilities[i]!);
  }
  return expected.total > 0 ? observed.total / expected.total : null;
}

/** One bin of a reliability diagram. */
export interface ReliabilityBin {
  rows: number;
  meanProbability: number;
  observedRate: number;
}

/**
 * Bins of equal count by probability (sizes differ by at most one; fewer rows than bins: one row a bin). Rows of equal
 * probability share their mean outcome, so the bins do not depend on the row order.
 */
export function reliabilityBins(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  binCount = 20,
): ReliabilityBin[] {
  const n = probabilities.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const sorted = Float64Array.from(order, (row) => probabilities[row]!);
  const shared = meanOutcomes(
    sorted,
    Float64Array.from(order, (row) => outcomes[row]!),
  );
  const bins: ReliabilityBin[] = [];
  const count = Math.min(binCount, n);
  for (let b = 0; b < count; b++) {
    const start = Math.floor((b * n) / count);
    const end = Math.floor(((b + 1) * n) / count);
    const rows = end - start;
    bins.push({
      rows,
      meanProbability: neumaierSum(sorted, start, end) / rows,
      observedRate: neumaierSum(shared, start, end) / rows,
    });
  }
  return bins;
}

/** Expected calibration error Σ_b n_b/n·|mean y - mean p| over the bins. Null without rows. */
export function calibrationError(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  binCount = 20,
): number | null {
  const bins = reliabilityBins(probabilities, outcomes, binCount);
  if (bins.length === 0) return null;
  const gaps = bins.map((bin) => bin.rows * Math.abs(bin.observedRate - bin.meanProbability));
  return neumaierSum(gaps) / probabilities.length;
}

function meanOutcomes(sorted: Float64Array, outcomes: Float64Array): Float64Array {
  const shared = new Float64Array(sorted.length);
  for (let start = 0; start < sorted.length; ) {
    let end = start + 1;
    while (end < sorted.length && sorted[end] === sorted[start]) end++;
    shared.fill(neumaierSum(outcomes, start, end) / (end - start), start, end);
    start = end;
  }
  return shared;
}
