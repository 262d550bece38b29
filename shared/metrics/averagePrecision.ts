import { type ItemValue, relevanceOf, relevantCount } from './gain';
import { eachTieGroup, type RankedList, rankAt, sharedRanks } from './rankedList';
import { depthOf, type RequestMetric, withoutPositive } from './requestMetric';
import type { MetricSettings } from './settings';
import { expectsTies, groupSum, tiedGrades } from './ties';

/** AP@K with denominator R (trec_eval map_cut, ranx; definitions A2). */
export const averagePrecisionR: RequestMetric = (list, spec, settings) => {
  const relevant = relevantCount(list, spec, settings);
  if (relevant === 0) return withoutPositive(settings);
  return precisionSum(list, settings, depthOf(list, spec), relevanceOf(spec, settings)) / relevant;
};

/** AP@K with denominator min(K, R) (LightGBM, XGBoost, RecBole; definitions A2). */
export const averagePrecisionMin: RequestMetric = (list, spec, settings) => {
  const relevant = relevantCount(list, spec, settings);
  if (relevant === 0) return withoutPositive(settings);
  const sum = precisionSum(list, settings, depthOf(list, spec), relevanceOf(spec, settings));
  return sum / Math.min(spec.cutoff ?? Number.POSITIVE_INFINITY, relevant);
};

/**
 * AP@K with denominator hits in the top K: only to recognize imported numbers. 0 without a hit. Its expectation over
 * ties is not the ratio of expectations, so under `ties: expected` it is null when there are tie groups.
 */
export const averagePrecisionHits: RequestMetric = (list, spec, settings) => {
  if (relevantCount(list, spec, settings) === 0) return withoutPositive(settings);
  if (expectsTies(list, settings)) return null;
  const relevance = relevanceOf(spec, settings);
  const grades = tiedGrades(list, settings, relevance);
  const depth = depthOf(list, spec);
  let hits = 0;
  for (let k = 1; k <= depth; k++) hits += relevance(grades[k - 1]!);
  return hits === 0 ? 0 : precisionSum(list, settings, depth, relevance) / hits;
};

/** S@K = Σ_{k<=depth} rel_k · P@k, tie-aware. */
function precisionSum(list: RankedList, settings: MetricSettings, depth: number, relevance: ItemValue): number {
  if (expectsTies(list, settings)) return expectedPrecisionSum(list, depth, relevance);
  const grades = tiedGrades(list, settings, relevance);
  let hits = 0;
  let sum = 0;
  for (let k = 1; k <= depth; k++) {
    if (relevance(grades[k - 1]!) === 0) continue;
    hits++;
    sum += hits / k;
  }
  return sum;
}

/** A9: Σ_{j<=n, s+j<=K} (r/n)·[h + 1 + (j-1)(r-1)/(n-1)]/(s+j), the fraction 0 when n = 1. */
function expectedPrecisionSum(list: RankedList, depth: number, relevance: ItemValue): number {
  let above = 0;
  let sum = 0;
  eachTieGroup(list, (start, end) => {
    const ranks = sharedRanks(list, start, end);
    const n = ranks?.length ?? end - start;
    const r = groupSum(list, start, end, relevance);
    const step = n === 1 ? 0 : (r - 1) / (n - 1);
    for (let j = 1; j <= n && r > 0; j++) {
      const rank = rankAt(ranks, start, j);
      if (rank > depth) break;
      sum += ((r / n) * (above + 1 + (j - 1) * step)) / rank;
    }
    above += r;
  });
  return sum;
}
