import { dominanceTolerance, dominates, type ParetoPoint } from './dominance';

/**
 * Which points nothing dominates: 1 for a point of the front. Equal points stand on it together; points with a NaN do
 * not. Two objectives take O(n log n), more take O(n²) comparisons.
 */
export function paretoFront(points: readonly ParetoPoint[]): Uint8Array {
  const known = points.map((point) => !hasNaN(point));
  if (points[0]?.length === 2) return sweep(points, known);
  return Uint8Array.from(points, (point, a) => {
    return known[a] && !points.some((other, b) => known[b] && dominates(other, point)) ? 1 : 0;
  });
}

function hasNaN(point: ParetoPoint): boolean {
  for (let k = 0; k < point.length; k++) if (Number.isNaN(point[k]!)) return true;
  return false;
}

/**
 * Points by their first objective, best first: a point is dominated when one that is not worse in the first is better
 * in the second, or one that is better in the first is not worse in the second.
 */
function sweep(points: readonly ParetoPoint[], known: readonly boolean[]): Uint8Array {
  const order = points.map((_, i) => i).filter((i) => known[i]);
  order.sort((a, b) => points[b]![0]! - points[a]![0]! || a - b);
  const front = new Uint8Array(points.length);
  const notWorse = { next: 0, best: Number.NEGATIVE_INFINITY };
  const better = { next: 0, best: Number.NEGATIVE_INFINITY };
  const advance = (reach: typeof better, counts: (first: number) => boolean) => {
    while (reach.next < order.length && counts(points[order[reach.next]!]![0]!)) {
      reach.best = Math.max(reach.best, points[order[reach.next]!]![1]!);
      reach.next += 1;
    }
  };
  for (const index of order) {
    const [first, second] = [points[index]![0]!, points[index]![1]!];
    advance(notWorse, (other) => other >= first - dominanceTolerance);
    advance(better, (other) => other > first + dominanceTolerance);
    const dominated = notWorse.best > second + dominanceTolerance || better.best >= second - dominanceTolerance;
    front[index] = dominated ? 0 : 1;
  }
  return front;
}
