import { type BootstrapInterval, bootstrapIntervals } from '../../../shared/stats/bootstrap';
import { standardizedDifference } from '../../../shared/stats/effectSize';
import { type PairedT, pairedT } from '../../../shared/stats/pairedT';
import { seededRandom } from '../../../shared/stats/random';
import { type SignFlipResult, signFlip } from '../../../shared/stats/signFlip';
import { type ContestUnits, presentUnits, shareCounts, sumByUnit } from './unitSums';

/** What the inference says of one pair's differences. */
export interface PairInference {
  interval: BootstrapInterval;
  flip: SignFlipResult;
  t: PairedT;
  effectSize: number | null;
}

/** Intervals of every mean and every difference, from the same resamples, and the tests of the differences. */
export interface ContestInference {
  means: BootstrapInterval[];
  pairs: PairInference[];
}

/**
 * definitions.md A10. `means` and `differences` are per-request vectors of one request set (NaN = null). The estimand
 * is the query mean; what is resampled and flipped is the unit. Same seed, same bytes.
 */
export function inferContest(
  means: readonly Float64Array[],
  differences: readonly Float64Array[],
  units: ContestUnits,
  seed: number,
): ContestInference {
  const sums = shareCounts([...means, ...differences].map((values) => sumByUnit(values, units)));
  const intervals = bootstrapIntervals(sums, { random: seededRandom(seed) });
  return {
    means: intervals.slice(0, means.length),
    pairs: differences.map((values, i) => {
      const unitSums = presentUnits(sums[means.length + i]!);
      const present = values.filter((value) => !Number.isNaN(value));
      return {
        interval: intervals[means.length + i]!,
        flip: signFlip(unitSums, { random: seededRandom(seed) }),
        t: pairedT(present),
        effectSize: standardizedDifference(present),
      };
    }),
  };
}
