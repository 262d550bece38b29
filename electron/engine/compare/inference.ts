import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import { standardizedDifference } from '../../../shared/stats/effectSize';
import { type UnitSums, unitMeans } from '../../../shared/stats/units';
import { flipPlan } from './flipPlan';
import { type InferenceResult, type InferenceWork, type PairTests, runInference } from './runInference';
import { type ContestUnits, shareCounts, sumByUnit, unitWeights } from './unitSums';

/** What the inference says of one pair's differences. */
export interface PairInference extends PairTests {
  effectSize: number | null;
}

/** Intervals of every mean and every difference, from the same resamples, and the tests of the differences. */
export interface ContestInference {
  means: BootstrapInterval[];
  pairs: PairInference[];
  /** What to know about the p values, or null. */
  note: string | null;
}

/** What resampling runs on: in this thread, or in the stats worker. */
export type InferenceRunner = (work: InferenceWork, signal?: AbortSignal) => Promise<InferenceResult>;

export const runHere: InferenceRunner = async (work) => runInference(work);

/** Per-request vectors of one request set (NaN = null). */
export interface InferenceInput {
  means: readonly Float64Array[];
  differences: readonly Float64Array[];
  units: ContestUnits;
  /** `user`: the mean of per-user means, another number than the query mean. */
  by: 'query' | 'user';
  seed: number;
}

/**
 * definitions.md A10. The estimand is fixed by `by`, what is resampled and flipped is the unit. Same seed, same bytes.
 */
export async function inferContest(
  input: InferenceInput,
  run: InferenceRunner = runHere,
  signal?: AbortSignal,
): Promise<ContestInference> {
  const { means, differences, units, seed } = input;
  const byUnit = [...means, ...differences].map((values) => {
    const sums = sumByUnit(values, units);
    return input.by === 'user' ? ownMeans(sums, unitWeights(values, units)) : sums;
  });
  const vectors = shareCounts(byUnit);
  const { flips, tTail } = flipPlan(differences.length, units.count);
  const result = await run({ vectors, means: means.length, seed, flips }, signal);
  return {
    means: result.means,
    pairs: result.pairs.map((pair, i) => ({
      ...pair,
      flip: tTail && pair.flip.method === 'randomization-sampled' ? { ...pair.flip, p: pair.t.p } : pair.flip,
      effectSize: effectSize(differences[i]!, units.weights),
    })),
    note: manyTests(differences.length, flips, tTail),
  };
}

/** Units that weigh the same however many requests they hold, but for their sampling weight; 0 for one without a value. */
function ownMeans(units: UnitSums, weights: Float64Array): UnitSums {
  const { sums } = unitMeans(units);
  return {
    sums: sums.map((sum, unit) => (Number.isNaN(sum) ? 0 : weights[unit]! * sum)),
    counts: weights,
  };
}

function effectSize(differences: Float64Array, weights: Float64Array | null): number | null {
  const present = (_: number, i: number) => !Number.isNaN(differences[i]!);
  return standardizedDifference(differences.filter(present), weights?.filter(present));
}

function manyTests(tests: number, flips: number, tTail: boolean): string | null {
  if (tTail) return `${tests} tests: sampled flips cannot give p values that small, so p is the tail of the t test.`;
  return flips > 10_000 ? `${tests} tests: ${flips.toLocaleString('en-US')} sign flips each instead of 10,000.` : null;
}
