import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import { standardizedDifference } from '../../../shared/stats/effectSize';
import { unitMeans } from '../../../shared/stats/units';
import { flipPlan } from './flipPlan';
import { type InferenceResult, type InferenceWork, type PairTests, runInference } from './runInference';
import { type ContestUnits, shareCounts, sumByUnit } from './unitSums';

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
  const byUnit = [...means, ...differences].map((values) => sumByUnit(values, units));
  const vectors = shareCounts(input.by === 'user' ? byUnit.map(ownMeans) : byUnit);
  const { flips, tTail } = flipPlan(differences.length, units.count);
  const result = await run({ vectors, means: means.length, seed, flips }, signal);
  return {
    means: result.means,
    pairs: result.pairs.map((pair, i) => ({
      ...pair,
      flip: tTail && pair.flip.method === 'randomization-sampled' ? { ...pair.flip, p: pair.t.p } : pair.flip,
      effectSize: standardizedDifference(differences[i]!.filter((value) => !Number.isNaN(value))),
    })),
    note: manyTests(differences.length, flips, tTail),
  };
}

/** Units that weigh the same however many requests they hold; one without a value keeps count 0. */
function ownMeans(units: { sums: Float64Array; counts: Float64Array }) {
  const { sums } = unitMeans(units);
  return {
    sums: sums.map((sum) => (Number.isNaN(sum) ? 0 : sum)),
    counts: units.counts.map((count) => (count > 0 ? 1 : 0)),
  };
}

function manyTests(tests: number, flips: number, tTail: boolean): string | null {
  if (tTail) return `${tests} tests: sampled flips cannot give p values that small, so p is the tail of the t test.`;
  return flips > 10_000 ? `${tests} tests: ${flips.toLocaleString('en-US')} sign flips each instead of 10,000.` : null;
}
