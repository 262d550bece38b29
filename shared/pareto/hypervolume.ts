import type { ParetoPoint } from './dominance';

/**
 * Area that points of two objectives dominate above a fixed reference point (Zitzler & Thiele 1998); the reference is
 * part of the number. Points not above the reference in both objectives add nothing.
 */
export function hypervolume(points: readonly ParetoPoint[], reference: ParetoPoint): number {
  const [left, bottom] = [reference[0]!, reference[1]!];
  const above = points.filter((point) => point[0]! > left && point[1]! > bottom);
  above.sort((a, b) => b[0]! - a[0]!);
  let area = 0;
  let height = bottom;
  for (const point of above) {
    if (point[1]! <= height) continue;
    area += (point[0]! - left) * (point[1]! - height);
    height = point[1]!;
  }
  return area;
}
