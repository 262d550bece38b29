import type { Kernel, RankedView } from '../rankedView';

/** Judged items of grade `level` or more, retrieved or not: R of definitions.md 0. */
function relevantCount(view: RankedView, level: number): number {
  let to = view.idealTo;
  while (to > view.idealFrom && view.ideal[to - 1]! < level) to -= 1;
  return to - view.idealFrom;
}

/** How deep the list goes: gaps in logged positions count as places. */
function lastRank(view: RankedView): number {
  return view.length === 0 ? 0 : view.ranks[view.length - 1]!;
}

function hitsWithin(view: RankedView, cutoff: number, level: number): number {
  let hits = 0;
  for (let i = 0; i < view.length && view.ranks[i]! <= cutoff; i++) if (view.grades[i]! >= level) hits += 1;
  return hits;
}

/** P@K: hits / K, or / min(list length, K) with `divisor: 'list'` or without a cutoff. Defined without a positive too. */
export function precisionKernel(cutoff: number, level: number, divisor: 'K' | 'list'): Kernel {
  return (view) => {
    const by = divisor === 'K' && Number.isFinite(cutoff) ? cutoff : Math.min(cutoff, lastRank(view));
    return by === 0 ? Number.NaN : hitsWithin(view, cutoff, level) / by;
  };
}

export function recallKernel(cutoff: number, level: number, noPositive: number): Kernel {
  return (view) => {
    const relevant = relevantCount(view, level);
    return relevant === 0 ? noPositive : hitsWithin(view, cutoff, level) / relevant;
  };
}

export function hitKernel(cutoff: number, level: number, noPositive: number): Kernel {
  return (view) => {
    if (relevantCount(view, level) === 0) return noPositive;
    return hitsWithin(view, cutoff, level) > 0 ? 1 : 0;
  };
}

/** 1 / rank of the first relevant item within K, else 0. */
export function reciprocalRankKernel(cutoff: number, level: number, noPositive: number): Kernel {
  return (view) => {
    if (relevantCount(view, level) === 0) return noPositive;
    for (let i = 0; i < view.length && view.ranks[i]! <= cutoff; i++) {
      if (view.grades[i]! >= level) return 1 / view.ranks[i]!;
    }
    return 0;
  };
}

/** Average precision@K over R (`divisor: 'R'`) or min(K, R) (`divisor: 'min'`). */
export function averagePrecisionKernel(
  cutoff: number,
  level: number,
  divisor: 'R' | 'min',
  noPositive: number,
): Kernel {
  return (view) => {
    const relevant = relevantCount(view, level);
    if (relevant === 0) return noPositive;
    let hits = 0;
    let sum = 0;
    for (let i = 0; i < view.length && view.ranks[i]! <= cutoff; i++) {
      if (view.grades[i]! >= level) {
        hits += 1;
        sum += hits / view.ranks[i]!;
      }
    }
    return sum / (divisor === 'R' ? relevant : Math.min(cutoff, relevant));
  };
}

/** Share of the top K places that hold a judged item. Defined for every request that has a list. */
export function judgedKernel(cutoff: number): Kernel {
  return (view) => {
    let judged = 0;
    for (let i = 0; i < view.length && view.ranks[i]! <= cutoff; i++) if (!Number.isNaN(view.grades[i]!)) judged += 1;
    const by = Number.isFinite(cutoff) ? cutoff : lastRank(view);
    return by === 0 ? Number.NaN : judged / by;
  };
}
