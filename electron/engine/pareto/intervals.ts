import type { WeightDelta } from '../../../shared/pareto/paretoSchemas';
import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import type { UnitSums } from '../../../shared/stats/units';
import type { ContestSource } from '../compare/contestSource';
import { shareCounts } from '../compare/unitSums';
import { meanOf } from './unitVectors';

/** Bootstrap intervals of all vectors from the same resamples (definitions.md A10); null vectors stay null. */
export async function intervalsOf(
  source: ContestSource,
  vectors: readonly (UnitSums | null)[],
  seed: number,
  signal?: AbortSignal,
): Promise<(BootstrapInterval | null)[]> {
  const known = shareCounts(vectors.filter((vector) => vector !== null));
  if (known.length === 0) return vectors.map(() => null);
  const { means } = await source.runInference({ vectors: known, means: known.length, seed, flips: 0 }, signal);
  let next = 0;
  return vectors.map((vector) => (vector === null ? null : means[next++]!));
}

const tooFew = 'an interval needs two units with a value';

/** A difference as the contract has it. */
export function deltaOf(interval: BootstrapInterval | null): WeightDelta {
  if (interval === null) {
    const reason = 'the two have values for different requests';
    return { delta: null, deltaReason: reason, ci: null, ciReason: reason };
  }
  const { value } = interval;
  return {
    delta: value,
    ...(value === null && { deltaReason: 'no request has a value' }),
    ...endsOf(interval),
  };
}

/** A difference whose interval nobody asked for; null: the two have values for different requests. */
export function plainDelta(difference: UnitSums | null): WeightDelta {
  if (difference === null) return deltaOf(null);
  const delta = meanOf(difference);
  const none = delta === null && { deltaReason: 'no request has a value' };
  return { delta, ...none, ci: null, ciReason: 'intervals were not asked for' };
}

/** The interval's ends, or why there are none. */
export function endsOf({ lo, hi }: BootstrapInterval): Pick<WeightDelta, 'ci' | 'ciReason'> {
  return lo === null || hi === null ? { ci: null, ciReason: tooFew } : { ci: [lo, hi] };
}
