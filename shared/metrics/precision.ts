import { hitsAt } from './hits';
import { depthOf, type RequestMetric } from './requestMetric';

/**
 * P@K = hits@K / K; the divisor stays K when the list is shorter (trec_eval, ranx), or is min(K, n) under
 * `pDivisor: list` (Evidently). Without a cutoff the divisor is the list length. Null when the divisor is 0.
 */
export const precision: RequestMetric = (list, spec, settings) => {
  const divisor = spec.cutoff !== null && settings.pDivisor === 'K' ? spec.cutoff : depthOf(list, spec);
  return divisor === 0 ? null : hitsAt(list, spec, settings) / divisor;
};
