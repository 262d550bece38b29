import type { MetricPlan } from './evaluate';
import type { Kernel } from './rankedView';

/** 1 when a group of equal scores spans rank K, so that the order of ties decides what lies in the top K, else 0. */
export function tieCrossingPlan(cutoff: number): MetricPlan {
  const crosses: Kernel = (view) => {
    if (view.length <= cutoff) return 0;
    for (let group = 0; group < view.ties; group++) {
      const start = view.tieStarts[group]!;
      if (view.ranks[start]! > cutoff) return 0;
      const end = group + 1 < view.ties ? view.tieStarts[group + 1]! : view.length;
      if (view.ranks[end - 1]! > cutoff) return 1;
    }
    return 0;
  };
  return {
    key: `ties cross ${cutoff}`,
    kernel: crosses,
    randomKernel: () => 0,
    missing: Number.NaN,
    needsJudged: false,
  };
}

/** Share of lists (requests that have one) with a tie across K; 0 without lists. */
export function crossingShare(flags: Float64Array): number {
  let lists = 0;
  let crossing = 0;
  for (const flag of flags) {
    if (Number.isNaN(flag)) continue;
    lists += 1;
    crossing += flag;
  }
  return lists === 0 ? 0 : crossing / lists;
}
