/**
 * Indices of points inside a polygon by the even-odd rule, ascending. The polygon is closed by itself; fewer than three
 * corners hold nothing; a point without a coordinate (NaN) is outside. Corners are in the units of the points.
 */
export function rowsInside(
  polygon: { x: readonly number[]; y: readonly number[] },
  x: Float64Array,
  y: Float64Array,
): Uint32Array {
  const corners = Math.min(polygon.x.length, polygon.y.length);
  const found = new Uint32Array(x.length);
  let count = 0;
  if (corners < 3) return found.slice(0, 0);
  const [left, right] = bounds(polygon.x);
  const [low, high] = bounds(polygon.y);
  for (let row = 0; row < x.length; row += 1) {
    const [px, py] = [x[row]!, y[row]!];
    if (!(px >= left && px <= right && py >= low && py <= high)) continue;
    if (isInside(polygon, corners, px, py)) {
      found[count] = row;
      count += 1;
    }
  }
  return found.slice(0, count);
}

function isInside(
  { x, y }: { x: readonly number[]; y: readonly number[] },
  corners: number,
  px: number,
  py: number,
): boolean {
  let inside = false;
  for (let at = 0, before = corners - 1; at < corners; before = at, at += 1) {
    const [ay, by] = [y[at]!, y[before]!];
    if (ay > py === by > py) continue;
    if (px < ((x[before]! - x[at]!) * (py - ay)) / (by - ay) + x[at]!) inside = !inside;
  }
  return inside;
}

function bounds(values: readonly number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([lo, hi], value) => [Math.min(lo, value), Math.max(hi, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
