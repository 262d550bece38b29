import { relevanceOf, relevantCount } from './gain';
import { eachTieGroup, type RankedList, rankAt, sharedRanks } from './rankedList';
import { depthOf, type RequestMetric, withoutPositive } from './requestMetric';
import { expectsTies, groupSum, noneAmongFirst, tiedGrades } from './ties';

/** rr@K = 1/rank of the first relevant item, 0 if none in the top K. R = 0: see `noPositive`. Its mean is `mrr`. */
export const reciprocalRank: RequestMetric = (list, spec, settings) => {
  if (relevantCount(list, spec, settings) === 0) return withoutPositive(settings);
  const relevance = relevanceOf(spec, settings);
  const depth = depthOf(list, spec);
  if (expectsTies(list, settings)) return expectedReciprocal(list, depth, relevance);
  const grades = tiedGrades(list, settings, relevance);
  for (let k = 1; k <= depth; k++) if (relevance(grades[k - 1]!) === 1) return 1 / k;
  return 0;
};

/** A9: the first group with a relevant item decides, Σ_j C(n-j, r-1)/C(n, r) · 1/(s+j) with s + j <= K. */
function expectedReciprocal(list: RankedList, depth: number, relevance: (grade: number) => number): number {
  let sum = 0;
  let found = false;
  eachTieGroup(list, (start, end) => {
    const ranks = sharedRanks(list, start, end);
    const n = ranks?.length ?? end - start;
    const r = found ? 0 : groupSum(list, start, end, relevance);
    if (r === 0) return;
    found = true;
    for (let j = 1; j <= n - r + 1 && rankAt(ranks, start, j) <= depth; j++) {
      sum += (noneAmongFirst(n, r, j - 1) * r) / (n - j + 1) / rankAt(ranks, start, j);
    }
  });
  return sum;
}
