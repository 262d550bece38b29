import { idealDcg } from './dcg';
import { discount, gainOf, idealGrades } from './gain';
import type { MetricSpec } from './metricSpec';
import type { RankedList } from './rankedList';
import { depthOf, type RequestMetric, withoutPositive } from './requestMetric';
import type { Gain, MetricSettings } from './settings';
import { weightedSum } from './ties';

/** NDCG@K = DCG@K / IDCG@K with the gain of the settings (definitions A1). IDCG = 0: see `noPositive`. */
export const ndcg: RequestMetric = (list, spec, settings) => ndcgWith(list, spec, settings, settings.gain);

/** NDCG@K with gain 2^y - 1 whatever the settings say (Burges et al. 2005). */
export const ndcgExp2: RequestMetric = (list, spec, settings) => ndcgWith(list, spec, settings, 'exp2');

function ndcgWith(list: RankedList, spec: MetricSpec, settings: MetricSettings, kind: Gain): number | null {
  const gain = gainOf(spec, settings, kind);
  const ideal = idealDcg(idealGrades(list, settings), spec.cutoff, gain);
  if (ideal === 0) return withoutPositive(settings);
  return weightedSum(list, settings, depthOf(list, spec), gain, discount) / ideal;
}
