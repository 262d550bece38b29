import { discount, gainOf, type ItemValue } from './gain';
import { depthOf, type RequestMetric } from './requestMetric';
import { weightedSum } from './ties';

/** DCG@K = Σ_{k<=min(K,n)} g(y_k)/log2(k+1), base 2 always (Järvelin & Kekäläinen 2002; definitions A1). */
export const dcg: RequestMetric = (list, spec, settings) =>
  weightedSum(list, settings, depthOf(list, spec), gainOf(spec, settings), discount);

/** DCG of the grades in their best order, at most `cutoff` of them. Unjudged grades gain 0. */
export function idealDcg(grades: Float64Array, cutoff: number | null, gain: ItemValue): number {
  const gains = grades.map(gain).sort();
  const depth = Math.min(cutoff ?? Number.POSITIVE_INFINITY, gains.length);
  let sum = 0;
  for (let k = 1; k <= depth; k++) sum += gains[gains.length - k]! * discount(k);
  return sum;
}
