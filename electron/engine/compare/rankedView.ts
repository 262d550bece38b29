import { discount } from '../../../shared/metrics/gain';

/**
 * One ranked list as the metric kernels read it; the buffers are reused from request to request.
 *
 * - `grades[0..length)` are the labels in rank order, NaN = unjudged;
 * - `ranks[0..length)` are the 1-based ranks: dense for a re-scored list, the logged positions (with gaps) for `@logged`;
 * - `ideal[idealFrom..idealTo)` are the request's positive grades, judged anywhere, in descending order;
 * - `tieStarts[0..ties)` are the starts of the groups of equal scores, kept up only when `withTies` (a logged list has
 *   none: `ties` is 0). Where `pinned`, rows of other slots lie inside groups and keep their ranks: `fixed` is 1 for them.
 */
export interface RankedView {
  length: number;
  grades: Float64Array;
  ranks: Int32Array;
  ideal: Float64Array;
  idealFrom: number;
  idealTo: number;
  withTies: boolean;
  tieStarts: Uint32Array;
  ties: number;
  pinned: boolean;
  fixed: Uint8Array;
}

/** A metric over one ranked list. NaN means undefined (null outside the engine). */
export type Kernel = (view: RankedView) => number;

/** `1 / log2(k + 1)` by rank k, grown on demand. Index 0 is unused. */
let discounts = new Float64Array(0);

/** The table of DCG's discounts with at least ranks 1..`rank`. */
export function discountTable(rank: number): Float64Array {
  if (discounts.length > rank) return discounts;
  const grown = new Float64Array(Math.max(1024, 2 * rank + 1));
  for (let k = 1; k < grown.length; k++) grown[k] = discount(k);
  discounts = grown;
  return grown;
}
