import type { ItemValue } from './gain';
import { eachTieGroup, groupGrades, type RankedList, rankAt, sharedRanks } from './rankedList';
import type { MetricSettings } from './settings';

/** Whether the metric is the mean over all orders of equal scores. */
export function expectsTies(list: RankedList, settings: MetricSettings): boolean {
  return settings.ties === 'expected' && list.tieGroups !== undefined;
}

/**
 * The grades in the order to evaluate: as listed, or under `min` and `max` each tie group sorted by value, worst or best
 * first. Every metric here grows when a better item moves up, so these orders are its extremes.
 */
export function tiedGrades(list: RankedList, settings: MetricSettings, value: ItemValue): Float64Array {
  const { ties } = settings;
  if (list.tieGroups === undefined || (ties !== 'min' && ties !== 'max')) return list.grades;
  const grades = list.grades.slice();
  const sign = ties === 'min' ? 1 : -1;
  eachTieGroup(list, (start, end) => {
    const group = Array.from(groupGrades(list, start, end)).sort((a, b) => sign * (value(a) - value(b)));
    const ranks = sharedRanks(list, start, end);
    for (const [i, grade] of group.entries()) grades[rankAt(ranks, start, i + 1) - 1] = grade;
  });
  return grades;
}

/** A rank-weighted sum Σ_{k<=depth} weight(k)·value(grade at k), tie-aware. Covers DCG, hits, RBP and judged. */
export function weightedSum(
  list: RankedList,
  settings: MetricSettings,
  depth: number,
  value: ItemValue,
  weight: (rank: number) => number,
): number {
  if (expectsTies(list, settings)) return expectedSum(list, depth, value, weight);
  const grades = tiedGrades(list, settings, value);
  let sum = 0;
  for (let k = 1; k <= depth; k++) sum += value(grades[k - 1]!) * weight(k);
  return sum;
}

/** Mean over the orders of each tie group: (mean value of the group)·Σ weights of its ranks up to `depth` (A9). */
function expectedSum(list: RankedList, depth: number, value: ItemValue, weight: (rank: number) => number): number {
  let sum = 0;
  eachTieGroup(list, (start, end) => {
    const ranks = sharedRanks(list, start, end);
    const count = ranks?.length ?? end - start;
    let weights = 0;
    for (let j = 1; j <= count; j++) {
      const rank = rankAt(ranks, start, j);
      if (rank > depth) break;
      weights += weight(rank);
    }
    if (weights > 0) sum += (groupSum(list, start, end, value) / count) * weights;
  });
  if (list.fixed === undefined) return sum;
  for (let k = 1; k <= depth; k++) if (list.fixed[k - 1] === 1) sum += value(list.grades[k - 1]!) * weight(k);
  return sum;
}

/** Σ value over the entries [start, end). */
export function groupSum(list: RankedList, start: number, end: number, value: ItemValue): number {
  let sum = 0;
  const { grades, fixed } = list;
  for (let i = start; i < end; i++) if (fixed === undefined || fixed[i] === 0) sum += value(grades[i]!);
  return sum;
}

/**
 * C(n-r, m)/C(n, m): the probability that none of r marked items is among the first m of a random order of n; 0 when
 * m > n - r.
 */
export function noneAmongFirst(n: number, r: number, m: number): number {
  let probability = 1;
  for (let i = 0; i < m; i++) probability *= Math.max(0, n - r - i) / (n - i);
  return probability;
}
