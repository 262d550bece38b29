import { relevantCount } from './gain';
import { hitsAt } from './hits';
import { type RequestMetric, withoutPositive } from './requestMetric';

/** recall@K = hits@K / R. R = 0: see `noPositive`. */
export const recall: RequestMetric = (list, spec, settings) => {
  const relevant = relevantCount(list, spec, settings);
  return relevant === 0 ? withoutPositive(settings) : hitsAt(list, spec, settings) / relevant;
};

/** recall_capped@K = hits@K / min(K, R): 1 is always within reach. */
export const recallCapped: RequestMetric = (list, spec, settings) => {
  const relevant = relevantCount(list, spec, settings);
  if (relevant === 0) return withoutPositive(settings);
  return hitsAt(list, spec, settings) / Math.min(spec.cutoff ?? Number.POSITIVE_INFINITY, relevant);
};
