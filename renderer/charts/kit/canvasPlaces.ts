import type { ChartPoints } from './chartSpec';

/** The inside of a drawing in px, without room for axes. */
export function plotBox(width: number, height: number) {
  return { left: 56, right: Math.max(57, width - 16), top: 8, bottom: Math.max(9, height - 40) };
}

export interface CanvasScales {
  box: ReturnType<typeof plotBox>;
  x: (value: number) => number;
  y: (value: number) => number;
  domains: { x: [number, number]; y: [number, number] };
}

/** Both ranges with a twentieth of room; [-1, 1] where no coordinate is finite. */
export function cloudDomains({ x, y }: Pick<ChartPoints, 'x' | 'y'>): CanvasScales['domains'] {
  return { x: domainOf(x), y: domainOf(y) };
}

function domainOf(values: Float64Array): [number, number] {
  let [lo, hi] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  if (lo > hi) return [-1, 1];
  const room = hi > lo ? (hi - lo) / 20 : Math.abs(lo) || 1;
  return [lo - room, hi + room];
}

const reachPx = 12;

/** The point nearest to a place in px, at most 12 px away; null when there is none. */
export function nearestPoint(points: ChartPoints, scales: CanvasScales, left: number, top: number): number | null {
  let [best, nearest] = [-1, reachPx * reachPx];
  for (let row = 0; row < points.x.length; row += 1) {
    const distance = (scales.x(points.x[row]!) - left) ** 2 + (scales.y(points.y[row]!) - top) ** 2;
    if (distance < nearest) [best, nearest] = [row, distance];
  }
  return best < 0 ? null : best;
}
