import { findABParams } from 'umap-js/dist/umap';
import { describe, expect, it } from 'vitest';
import { fitCurve } from '../../../shared/embeddings/curveFit';

const misfit = ({ a, b }: { a: number; b: number }, minDist: number, spread: number) => {
  let sum = 0;
  for (let i = 0; i < 300; i++) {
    const d = (3 * spread * i) / 299;
    const target = d < minDist ? 1 : Math.exp(-(d - minDist) / spread);
    sum += (1 / (1 + a * d ** (2 * b)) - target) ** 2;
  }
  return sum;
};

describe('the curve of a map', () => {
  // definitions.md F1
  it.each([
    [0.1, 1, 1.576944, 0.895061],
    [0, 1, 1.932809, 0.790495],
  ])('has for minDist %d and spread %d a %d and b %d', (minDist, spread, a, b) => {
    const curve = fitCurve(minDist, spread);
    expect(Math.abs(curve.a - a)).toBeLessThan(1e-3);
    expect(Math.abs(curve.b - b)).toBeLessThan(1e-3);
  });

  it.each([
    [0.1, 1],
    [0, 1],
    [0.5, 1],
    [1, 1],
    [0.01, 0.2],
    [0.3, 4],
  ])('fits no worse than that of umap-js for minDist %d and spread %d', (minDist, spread) => {
    const curve = fitCurve(minDist, spread);
    expect(misfit(curve, minDist, spread)).toBeLessThanOrEqual(misfit(findABParams(spread, minDist), minDist, spread));
    for (const [da, db] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-3],
      [0, -1e-3],
    ] as const) {
      const near = { a: curve.a * (1 + da), b: curve.b * (1 + db) };
      expect(misfit(near, minDist, spread)).toBeGreaterThan(misfit(curve, minDist, spread));
    }
  });
});
