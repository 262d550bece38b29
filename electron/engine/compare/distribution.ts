/** A histogram of differences: `bins` equal bins, symmetric about 0. Exact zeros are counted apart. */
export interface DeltaHistogram {
  edges: number[];
  counts: number[];
  zeros: number;
  wins: number;
  losses: number;
  nulls: number;
}

/** Bins are [lo, hi), the last one closed. Without any difference the range is [-1, 1]. */
export function deltaHistogram(differences: Float64Array, bins: number): DeltaHistogram {
  let largest = 0;
  for (const d of differences) if (Math.abs(d) > largest) largest = Math.abs(d);
  const reach = largest === 0 ? 1 : largest;
  const counts = new Array<number>(bins).fill(0);
  const histogram = { zeros: 0, wins: 0, losses: 0, nulls: 0 };
  for (const d of differences) {
    if (Number.isNaN(d)) histogram.nulls += 1;
    else if (d === 0) histogram.zeros += 1;
    else {
      histogram[d > 0 ? 'wins' : 'losses'] += 1;
      const bin = Math.min(bins - 1, Math.floor(((d + reach) / (2 * reach)) * bins));
      counts[bin]! += 1;
    }
  }
  const edges = Array.from({ length: bins + 1 }, (_, i) => -reach + (2 * reach * i) / bins);
  return { edges, counts, ...histogram };
}
