import type { ItemValue } from './gain';
import type { MetricSpec } from './metricSpec';
import { eachTieGroup, groupGrades, isJudged, type RankedList, rankAt, sharedRanks } from './rankedList';
import { depthOf, type RequestMetric } from './requestMetric';
import type { MetricSettings } from './settings';
import { expectsTies, tiedGrades } from './ties';

/**
 * ERR@K = Σ_k (1/k)·R_k·Π_{j<k}(1-R_j), R = (2^y - 1)/2^y_max (Chapelle et al. 2009). y_max is the top of the label scale:
 * parameter `max`, else `labelMax`. Null when a grade of the request lies above it.
 */
export const err: RequestMetric = (list, spec, settings) => {
  const max = spec.parameters.max ?? settings.labelMax;
  if (list.judged.some((grade) => grade > max) || list.grades.some((grade) => grade > max)) return null;
  return cascade(list, spec, settings, (grade) => (isJudged(grade) ? (2 ** grade - 1) / 2 ** max : 0));
};

function cascade(list: RankedList, spec: MetricSpec, settings: MetricSettings, stop: ItemValue): number {
  const depth = depthOf(list, spec);
  if (expectsTies(list, settings)) return expectedCascade(list, depth, stop);
  const grades = tiedGrades(list, settings, stop);
  let reached = 1;
  let sum = 0;
  for (let k = 1; k <= depth; k++) {
    const probability = stop(grades[k - 1]!);
    sum += (reached * probability) / k;
    reached *= 1 - probability;
  }
  return sum;
}

/**
 * Mean over the orders of a group: after j of its items the user still reads with probability e_j(q)/C(n,j), the mean
 * product of j distinct q = 1 - R, so rank s+j adds (e_{j-1}/C(n,j-1) - e_j/C(n,j))/(s+j).
 */
function expectedCascade(list: RankedList, depth: number, stop: ItemValue): number {
  let reached = 1;
  let sum = 0;
  eachTieGroup(list, (start, end) => {
    if (start >= depth) return;
    const ranks = sharedRanks(list, start, end);
    const survival = meanProducts(groupGrades(list, start, end), stop);
    for (let j = 1; j < survival.length && rankAt(ranks, start, j) <= depth; j++) {
      sum += (reached * (survival[j - 1]! - survival[j]!)) / rankAt(ranks, start, j);
    }
    reached *= survival[survival.length - 1]!;
  });
  return sum;
}

/** Mean product of j distinct factors 1 - stop(grade), j = 0..n, built up one factor at a time. */
function meanProducts(grades: Float64Array, stop: ItemValue): Float64Array {
  const means = new Float64Array(grades.length + 1);
  means[0] = 1;
  grades.forEach((grade, index) => {
    const n = index + 1;
    const q = 1 - stop(grade);
    for (let j = n; j >= 1; j--) means[j] = (means[j]! * (n - j) + means[j - 1]! * q * j) / n;
  });
  return means;
}
