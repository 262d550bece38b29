import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RowUnits } from '../../../shared/estimators/rowUnits';
import { type CiMethod, ciMethodOf } from '../../../shared/stats/bootstrap';
import { allResamples, bootstrapDraws } from '../../../shared/stats/bootstrapDraws';
import { dealUnits, maxResampledUnits } from '../../../shared/stats/groupUnits';
import { type RandomSource, seededRandom } from '../../../shared/stats/random';
import type { UnitSums } from '../../../shared/stats/units';
import type { PolicyControl } from './policyOptions';

/** What is drawn: the units themselves, or groups of them where there are many (definitions.md A10, large n). */
export interface Resampling {
  method: CiMethod;
  /** The group of each unit; no codes: units are drawn themselves. */
  groups: RowUnits;
  random: RandomSource;
}

/** Deals the units into groups where there are more than 2,000; the draws go on with the same random source. */
export function planResampling(units: number, seed: number): Resampling {
  const random = seededRandom(seed);
  const method = ciMethodOf(units);
  if (method !== 'grouped-bootstrap') return { method, groups: { codes: null, count: units }, random };
  const codes = Int32Array.from(dealUnits(units, maxResampledUnits, random));
  return { method, groups: { codes, count: maxResampledUnits }, random };
}

const drawsPerTurn = 50;

/** The ratios of all vectors in every draw, as `resampleRatios` gives them, with turns for others between. */
export async function resampleUnits(
  { method, random }: Resampling,
  vectors: readonly UnitSums[],
  draws: number,
  { signal, progress }: PolicyControl,
): Promise<Float64Array[]> {
  if (method === 'exhaustive-bootstrap') return allResamples(vectors);
  const results = vectors.map(() => new Float64Array(draws));
  for (let done = 0; done < draws; done += drawsPerTurn) {
    const some = bootstrapDraws(vectors, Math.min(drawsPerTurn, draws - done), random);
    results.forEach((result, v) => {
      result.set(some[v]!, done);
    });
    progress?.(Math.min(done + drawsPerTurn, draws), draws);
    await nextTurn();
    signal?.throwIfAborted();
  }
  return results;
}
