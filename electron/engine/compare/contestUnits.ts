import { userCodes } from '../sql/compare/requestFacts';
import { integersOf } from './columns';
import type { ContestSource } from './contestSource';
import { pick, type RequestSet, sizeOf } from './requestSet';
import type { ContestUnits } from './unitSums';

/** What the contest resamples: users where the log has them and `metrics.unit` says so, else requests. */
export async function contestUnits(
  source: ContestSource,
  set: RequestSet,
  signal?: AbortSignal,
): Promise<ContestUnits> {
  const weights = await weightsOf(source, set);
  if (source.metrics.unit !== 'user' || !source.hasUsers) {
    return { name: 'request', count: sizeOf(set), codes: null, weights };
  }
  const codes = integersOf(await source.data.db.read(userCodes(), { signal }), 'code');
  const picked = set.indexes === null ? codes : Int32Array.from(set.indexes, (request) => codes[request]!);
  return { name: 'user', ...densely(picked), weights };
}

/** The sampling weights of the set's requests; null where the log declares none. */
export async function weightsOf(source: ContestSource, set: RequestSet): Promise<Float64Array | null> {
  return source.hasWeights ? pick(await source.data.requestWeights(), set) : null;
}

/** Codes renumbered from 0 by first appearance, so that units outside the set are not resampled. */
function densely(codes: Int32Array): { count: number; codes: Int32Array } {
  const dense = new Map<number, number>();
  const renumbered = codes.map((code) => {
    let known = dense.get(code);
    if (known === undefined) {
      known = dense.size;
      dense.set(code, known);
    }
    return known;
  });
  return { count: dense.size, codes: renumbered };
}
