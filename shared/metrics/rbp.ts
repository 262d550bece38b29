import { type ItemValue, relevanceOf } from './gain';
import type { MetricSpec } from './metricSpec';
import { isJudged } from './rankedList';
import { depthOf, type RequestMetric } from './requestMetric';
import type { MetricSettings } from './settings';
import { weightedSum } from './ties';

/**
 * RBP = (1-p)·Σ_k g_k p^(k-1) (Moffat & Zobel 2008). g is binary, or y/max when the parameter `max` states the top of the
 * scale. Null when a grade of the request lies above `max`. A cutoff ends the sum at K.
 */
export const rbp: RequestMetric = (list, spec, settings) => {
  const { max } = spec.parameters;
  if (max !== undefined && (list.judged.some((y) => y > max) || list.grades.some((y) => y > max))) return null;
  const p = persistence(spec, settings);
  return (1 - p) * weightedSum(list, settings, depthOf(list, spec), rbpValue(spec, settings), (k) => p ** (k - 1));
};

/**
 * What unjudged items and the ranks after the list could add: (1-p)·Σ_{unjudged k<=n} p^(k-1) + p^n with n the depth
 * evaluated. The score is known only within [RBP, RBP + residual].
 */
export const rbpResidual: RequestMetric = (list, spec, settings) => {
  const p = persistence(spec, settings);
  const depth = depthOf(list, spec);
  const unjudged: ItemValue = (grade) => (isJudged(grade) ? 0 : 1);
  return (1 - p) * weightedSum(list, settings, depth, unjudged, (k) => p ** (k - 1)) + p ** depth;
};

function persistence(spec: MetricSpec, settings: MetricSettings): number {
  return spec.parameters.p ?? settings.rbpPersistence;
}

function rbpValue(spec: MetricSpec, settings: MetricSettings): ItemValue {
  const { max } = spec.parameters;
  if (max === undefined) return relevanceOf(spec, settings);
  return (grade) => (isJudged(grade) ? grade / max : 0);
}
