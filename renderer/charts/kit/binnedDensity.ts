/** A smooth curve in the scale of a histogram: expected counts of a bin at `x`. */
export interface DensityCurve {
  x: number[];
  y: number[];
  /** Standard deviation of the kernel, in units of x. */
  bandwidth: number;
}

const steps = 160;

/**
 * Gaussian kernel density of binned values, each value taken at the middle of its bin, times n and the mean bin width,
 * so that its area equals the histogram's but for the tails beyond the edges. The bandwidth is Silverman's rule
 * 0.9 min(s, IQR / 1.34) n^(-1/5) (Silverman 1986, 3.31), at least one half bin, since bins tell nothing finer. Null when
 * fewer than 2 values are there.
 */
export function binnedDensity(edges: readonly number[], counts: readonly number[]): DensityCurve | null {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const [lo, hi] = [edges[0], edges[edges.length - 1]];
  if (n < 2 || lo === undefined || hi === undefined || !(hi > lo)) return null;
  const width = (hi - lo) / counts.length;
  const middles = counts.map((_, at) => (edges[at]! + edges[at + 1]!) / 2);
  const bandwidth = Math.max(width / 2, 0.9 * spread(middles, counts, n) * n ** -0.2);
  const x = Array.from({ length: steps + 1 }, (_, at) => lo + ((hi - lo) * at) / steps);
  const scale = width / (bandwidth * Math.sqrt(2 * Math.PI));
  const y = x.map((at) => {
    let sum = 0;
    for (let bin = 0; bin < counts.length; bin += 1)
      sum += counts[bin]! * Math.exp(-0.5 * ((at - middles[bin]!) / bandwidth) ** 2);
    return sum * scale;
  });
  return { x, y, bandwidth };
}

function spread(middles: readonly number[], counts: readonly number[], n: number): number {
  const mean = middles.reduce((sum, middle, at) => sum + middle * counts[at]!, 0) / n;
  const squares = middles.reduce((sum, middle, at) => sum + counts[at]! * (middle - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (n - 1));
  const range = (quantile(middles, counts, n * 0.75) - quantile(middles, counts, n * 0.25)) / 1.34;
  return range > 0 ? Math.min(deviation, range) : deviation;
}

function quantile(middles: readonly number[], counts: readonly number[], rank: number): number {
  let below = 0;
  for (let at = 0; at < counts.length; at += 1) {
    below += counts[at]!;
    if (below >= rank) return middles[at]!;
  }
  return middles[middles.length - 1]!;
}
