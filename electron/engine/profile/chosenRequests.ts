import type { RequestFacts } from './requestFacts';
import { spanOf } from './timeStrip';

/** The values of the chosen requests. */
export function* taken(values: Int32Array, indexes: Uint32Array): Generator<number> {
  for (const index of indexes) yield values[index]!;
}

/** Times of the chosen requests in their order, NaN = none; or why there is none at all. */
export async function timesOf(facts: RequestFacts, indexes: Uint32Array): Promise<Float64Array | string> {
  const times = await facts.times();
  if (!times) return 'the log has no time column';
  const own = Float64Array.from(indexes, (index) => times[index]!);
  return spanOf(own) ? own : 'no selected request has a time';
}
