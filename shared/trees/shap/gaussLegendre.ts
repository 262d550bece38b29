/** Points and weights of a quadrature rule on [0, 1]. */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

const rules = new Map<number, Quadrature>();

/**
 * Gauss-Legendre rule with `n` points on [0, 1]: exact for polynomials of degree 2n - 1. The points are the roots of the
 * Legendre polynomial P_n, found by Newton's method (Press et al., Numerical Recipes, 4.6).
 */
export function gaussLegendre(n: number): Quadrature {
  let rule = rules.get(n);
  if (!rule) {
    rule = { points: new Float64Array(n), weights: new Float64Array(n) };
    for (let i = 0; i < n; i++) {
      const { x, slope } = legendreRoot(n, i);
      rule.points[i] = (1 - x) / 2;
      rule.weights[i] = 1 / ((1 - x * x) * slope * slope);
    }
    rules.set(n, rule);
  }
  return rule;
}

/** The root of P_n number `i` from above, and the slope of P_n there. */
function legendreRoot(n: number, i: number): { x: number; slope: number } {
  let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
  let slope = 0;
  for (let step = 0; step < 100; step++) {
    let [before, value] = [0, 1];
    for (let k = 0; k < n; k++) [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
    slope = (n * (x * value - before)) / (x * x - 1);
    const change = value / slope;
    x -= change;
    if (Math.abs(change) < 1e-15) break;
  }
  return { x, slope };
}
