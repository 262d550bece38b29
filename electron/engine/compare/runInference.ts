import { type BootstrapInterval, bootstrapIntervals } from '../../../shared/stats/bootstrap';
import { clusteredT } from '../../../shared/stats/clusteredT';
import type { PairedT } from '../../../shared/stats/pairedT';
import { seededRandom } from '../../../shared/stats/random';
import { type SignFlipResult, signFlip } from '../../../shared/stats/signFlip';
import type { UnitSums } from '../../../shared/stats/units';
import { presentUnits } from './unitSums';

/**
 * Everything that resampling needs, as typed arrays that a worker can be sent: the first `means` vectors are values, the
 * others differences, all over the same units.
 */
export interface InferenceWork {
  vectors: UnitSums[];
  means: number;
  seed: number;
  /** Sampled flips of each difference. */
  flips: number;
}

/** Interval and tests of one difference. */
export interface PairTests {
  interval: BootstrapInterval;
  flip: SignFlipResult;
  t: PairedT;
}

export interface InferenceResult {
  means: BootstrapInterval[];
  pairs: PairTests[];
}

/** definitions.md A10 on prepared sums. Pure: the same work gives the same bytes in every thread. */
export function runInference({ vectors, means, seed, flips }: InferenceWork): InferenceResult {
  const intervals = bootstrapIntervals(vectors, { random: seededRandom(seed) });
  return {
    means: intervals.slice(0, means),
    pairs: vectors.slice(means).map((vector, i) => {
      const units = presentUnits(vector);
      return {
        interval: intervals[means + i]!,
        flip: signFlip(units, { random: seededRandom(seed), flips }),
        t: clusteredT(units),
      };
    }),
  };
}
