import { relevanceOf } from './gain';
import type { MetricSpec } from './metricSpec';
import type { RankedList } from './rankedList';
import { depthOf } from './requestMetric';
import type { MetricSettings } from './settings';
import { weightedSum } from './ties';

/** hits@K: relevant items in the top K, tie-aware. */
export function hitsAt(list: RankedList, spec: MetricSpec, settings: MetricSettings): number {
  return weightedSum(list, settings, depthOf(list, spec), relevanceOf(spec, settings), () => 1);
}
