import { linearScale } from './scales';

export interface HistogramBar {
  from: number;
  to: number;
  count: number;
  x: number;
  width: number;
  y: number;
  height: number;
}

/** Bars of a histogram inside a plot of `width` by `height` px; `tallest` sets the scale of the counts. */
export function histogramBars(
  edges: readonly number[],
  counts: readonly number[],
  tallest: number,
  width: number,
  height: number,
): HistogramBar[] {
  if (edges.length < 2) return [];
  const x = linearScale([edges[0]!, edges[edges.length - 1]!], [0, width]);
  const tall = linearScale([0, Math.max(1, tallest)], [0, height]);
  return counts.map((count, at) => {
    const [from, to] = [edges[at]!, edges[at + 1]!];
    // One request among many thousands must still be seen.
    const barHeight = count > 0 ? Math.max(1, tall(count)) : 0;
    return {
      from,
      to,
      count,
      x: x(from),
      width: Math.max(1, x(to) - x(from)),
      y: height - barHeight,
      height: barHeight,
    };
  });
}
