/** The curve 1 / (1 + a d^(2b)) that turns a distance on the map into a similarity. */
export interface MapCurve {
  a: number;
  b: number;
}

const points = 300;
const tolerance = 1e-12;

/**
 * The least-squares fit of the curve to 1 for d < minDist and exp(-(d - minDist) / spread) beyond, on 300 evenly spaced
 * points of [0, 3 spread] (umap-learn `find_ab_params`), by Levenberg and Marquardt. 0 <= minDist <= spread.
 */
export function fitCurve(minDist: number, spread: number): MapCurve {
  const { a, b } = fitToUnit(minDist / spread);
  return { a: a * spread ** (-2 * b), b };
}

/** The fit for distances in units of the spread, where it converges from anywhere. */
function fitToUnit(minDist: number): MapCurve {
  const [x, y] = targets(minDist);
  let curve: MapCurve = { a: 1, b: 1 };
  let error = squaredError(curve, x, y);
  let damping = 1e-3;
  for (let round = 0; round < 1000 && damping < 1e12; round++) {
    const next = step(curve, x, y, damping);
    const nextError = squaredError(next, x, y);
    if (!(nextError < error)) {
      damping *= 10;
      continue;
    }
    const done = error - nextError <= tolerance * error;
    [curve, error, damping] = [next, nextError, damping / 10];
    if (done) break;
  }
  return curve;
}

function targets(minDist: number): [Float64Array, Float64Array] {
  const x = Float64Array.from({ length: points }, (_, i) => (i * 3) / (points - 1));
  return [x, x.map((d) => (d < minDist ? 1 : Math.exp(minDist - d)))];
}

function value({ a, b }: MapCurve, d: number): number {
  return 1 / (1 + a * d ** (2 * b));
}

function squaredError(curve: MapCurve, x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (value(curve, x[i]!) - y[i]!) ** 2;
  return sum;
}

/** One damped step along the normal equations of the two parameters. */
function step(curve: MapCurve, x: Float64Array, y: Float64Array, damping: number): MapCurve {
  let [aa, ab, bb, ra, rb] = [0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const d = x[i]!;
    if (d === 0) continue;
    const f = value(curve, d);
    const power = d ** (2 * curve.b);
    const byA = -f * f * power;
    const byB = -f * f * 2 * curve.a * power * Math.log(d);
    const off = y[i]! - f;
    aa += byA * byA;
    ab += byA * byB;
    bb += byB * byB;
    ra += byA * off;
    rb += byB * off;
  }
  const [da, db] = [aa * (1 + damping), bb * (1 + damping)];
  const determinant = da * db - ab * ab;
  return { a: curve.a + (db * ra - ab * rb) / determinant, b: curve.b + (da * rb - ab * ra) / determinant };
}
