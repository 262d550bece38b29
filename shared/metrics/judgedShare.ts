import { isJudged } from './rankedList';
import { depthOf, type RequestMetric } from './requestMetric';
import { weightedSum } from './ties';

/** judged@K = judged items in the top K / K (list length without a cutoff). Null for an empty list without a cutoff. */
export const judgedShare: RequestMetric = (list, spec, settings) => {
  const depth = depthOf(list, spec);
  const divisor = spec.cutoff ?? depth;
  if (divisor === 0) return null;
  return (
    weightedSum(
      list,
      settings,
      depth,
      (grade) => (isJudged(grade) ? 1 : 0),
      () => 1,
    ) / divisor
  );
};
