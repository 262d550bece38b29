import { quantileSorted } from '../stats/quantile';
import { countBelow, countUpTo } from '../stats/sortedCounts';

/**
 * The bins of a numeric feature (definitions D2): (-∞, edge 0], (edge 0, edge 1], …, (last edge, ∞), without the heavy
 * values, each of which is a bin of its own.
 */
export interface NumericBins {
  /** Distinct finite deciles (type 7) of the reference, rising. */
  edges: number[];
  /** Values that more than 10% of the reference's present rows hold, rising. */
  heavy: number[];
}

const heavyShare = 0.1;

/** Bins of a reference without missing values, rising. An empty reference gives the one bin (-∞, ∞). */
export function numericBins(reference: ArrayLike<number>): NumericBins {
  const deciles = Array.from({ length: 9 }, (_, i) => quantileSorted(reference, (i + 1) / 10));
  const edges = [...new Set(deciles)].filter((edge) => edge !== null && Number.isFinite(edge)) as number[];
  return { edges, heavy: heavyValues(reference) };
}

/**
 * Counts by bin of values without missing ones, rising: the intervals in order, then the heavy values. Their sum is the
 * number of values.
 */
export function binCounts({ edges, heavy }: NumericBins, sorted: ArrayLike<number>): number[] {
  const bounds = [0, ...edges.map((edge) => countUpTo(sorted, edge)), sorted.length];
  const intervals = bounds.slice(1).map((bound, i) => bound - bounds[i]!);
  const own = heavy.map((value) => countUpTo(sorted, value) - countBelow(sorted, value));
  heavy.forEach((value, i) => {
    intervals[countBelow(edges, value)]! -= own[i]!;
  });
  return [...intervals, ...own];
}

/** A value held by more than a tenth stands at one of a few evenly spread places, whatever it is. */
function heavyValues(sorted: ArrayLike<number>): number[] {
  const found = new Set<number>();
  const step = Math.max(1, Math.floor(sorted.length * heavyShare));
  for (let at = 0; at < sorted.length; at += step) {
    const value = sorted[at]!;
    if (countUpTo(sorted, value) - countBelow(sorted, value) > sorted.length * heavyShare) found.add(value);
  }
  return [...found];
}
