import { relevanceOf, relevantCount } from './gain';
import { hitsAt } from './hits';
import { eachTieGroup, rankAt, sharedRanks } from './rankedList';
import { depthOf, type RequestMetric, withoutPositive } from './requestMetric';
import { expectsTies, groupSum, noneAmongFirst } from './ties';

/** hit@K (Success, hit rate) = 1 if a relevant item is in the top K. R = 0: see `noPositive`. */
export const hit: RequestMetric = (list, spec, settings) => {
  if (relevantCount(list, spec, settings) === 0) return withoutPositive(settings);
  if (!expectsTies(list, settings)) return hitsAt(list, spec, settings) > 0 ? 1 : 0;
  const depth = depthOf(list, spec);
  const relevance = relevanceOf(spec, settings);
  let none = 1;
  eachTieGroup(list, (start, end) => {
    const ranks = sharedRanks(list, start, end);
    const count = ranks?.length ?? end - start;
    let inside = 0;
    while (inside < count && rankAt(ranks, start, inside + 1) <= depth) inside += 1;
    none *= noneAmongFirst(count, groupSum(list, start, end, relevance), inside);
  });
  return 1 - none;
};
