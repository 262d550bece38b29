import { dominanceTolerance, type ParetoPoint } from './dominance';
import { gameValue } from './gameValue';

/**
 * Which points of the front some weighted sum of the objectives with weights >= 0 puts first (equal ones included): the
 * convex part (definitions.md H2). 1 for those; `front` is of `paretoFront`. Any number of objectives: a point p is
 * reachable when the game max over w, min over q of w·(p - q) is worth at least 0.
 */
export function convexPart(points: readonly ParetoPoint[], front: Uint8Array): Uint8Array {
  const rivals = points.filter((_, i) => front[i] === 1);
  return Uint8Array.from(points, (point, i) => {
    if (front[i] === 0) return 0;
    const gaps = rivals.map((rival) => Float64Array.from(rival, (value, k) => point[k]! - value));
    return gameValue(gaps) >= -dominanceTolerance ? 1 : 0;
  });
}
