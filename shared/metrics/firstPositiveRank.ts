import { relevanceOf } from './gain';
import type { MetricSpec } from './metricSpec';
import { eachTieGroup, type RankedList, sharedRanks } from './rankedList';
import type { RequestMetric } from './requestMetric';
import type { MetricSettings } from './settings';
import { expectsTies, groupSum, noneAmongFirst, tiedGrades } from './ties';

/**
 * Rank of the best placed relevant item of the list; lower is better. Null when the list holds none, under every
 * `noPositive`. Under expected ties s + (n+1)/(r+1) of the first group with r > 0.
 */
export const firstPositiveRank: RequestMetric = (list, spec, settings) => {
  const relevance = relevanceOf(spec, settings);
  if (expectsTies(list, settings)) return expectedFirstRank(list, relevance);
  // A better order has the smaller rank, so `min` of this metric is the best order of each tie group.
  const mirrored: MetricSettings = { ...settings, ties: mirror(settings.ties) };
  const index = tiedGrades(list, mirrored, relevance).findIndex((grade) => relevance(grade) === 1);
  return index < 0 ? null : index + 1;
};

function mirror(ties: MetricSettings['ties']): MetricSettings['ties'] {
  if (ties === 'min') return 'max';
  return ties === 'max' ? 'min' : ties;
}

function expectedFirstRank(list: RankedList, relevance: (grade: number) => number): number | null {
  let rank: number | null = null;
  eachTieGroup(list, (start, end) => {
    const r = rank === null ? groupSum(list, start, end, relevance) : 0;
    if (r === 0) return;
    const ranks = sharedRanks(list, start, end);
    rank = ranks === null ? start + (end - start + 1) / (r + 1) : meanFirst(ranks, r);
  });
  return rank;
}

/** The mean rank of the first of `r` relevant entries over all orders of a group that shares these ranks. */
function meanFirst(ranks: readonly number[], r: number): number {
  const n = ranks.length;
  let mean = 0;
  for (let j = 1; j <= n - r + 1; j++) mean += ((noneAmongFirst(n, r, j - 1) * r) / (n - j + 1)) * ranks[j - 1]!;
  return mean;
}

/** Relevant items of the list in the order given, and how many of them rank below `depth` (20): "we buried it". */
export function buriedPositives(
  list: RankedList,
  spec: MetricSpec,
  settings: MetricSettings,
  depth = 20,
): { positives: number; buried: number } {
  const relevance = relevanceOf(spec, settings);
  let positives = 0;
  let buried = 0;
  list.grades.forEach((grade, index) => {
    if (relevance(grade) === 0) return;
    positives++;
    if (index + 1 > depth) buried++;
  });
  return { positives, buried };
}
