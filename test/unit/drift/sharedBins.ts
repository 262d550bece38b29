/** A histogram of TFDV: buckets `[low, high, count]`, or counts of categories. */
export interface Histogram {
  buckets?: [number, number, number][];
  values?: Record<string, number>;
}

/**
 * Counts of two histograms on shared bins, as TFDV makes them: mass lies evenly inside a bucket, which is cut at every
 * edge of either; a bucket without width is a point of its own.
 */
export function sharedBins(a: Histogram, b: Histogram): [number[], number[]] {
  if (a.values && b.values) {
    const names = [...new Set([...Object.keys(a.values), ...Object.keys(b.values)])];
    return [names.map((name) => a.values![name] ?? 0), names.map((name) => b.values![name] ?? 0)];
  }
  const all = [...(a.buckets ?? []), ...(b.buckets ?? [])];
  const edges = [...new Set(all.flatMap(([low, high]) => [low, high] as const))].sort((x, y) => x - y);
  return [countsOn(edges, a.buckets ?? []), countsOn(edges, b.buckets ?? [])];
}

function countsOn(edges: readonly number[], buckets: readonly [number, number, number][]): number[] {
  const intervals = edges.slice(1).map((high, i) => {
    const low = edges[i]!;
    const inside = buckets.filter((bucket) => bucket[0] <= low && bucket[1] >= high);
    return inside.reduce((sum, [from, to, count]) => sum + (count * (high - low)) / (to - from), 0);
  });
  const points = edges.map((edge) =>
    buckets.filter(([low, high]) => low === edge && high === edge).reduce((sum, [, , count]) => sum + count, 0),
  );
  return [...intervals, ...points];
}
