import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisionsWithin, gridSize, simplexGrid } from '../../../shared/pareto/weightGrid';
import { halfOfBytes, hashHalf } from '../../../shared/stats/hashHalf';

describe('the grid of weights', () => {
  it('steps from all of the first objective to all of the last', () => {
    expect(simplexGrid(2, 4).map((shares) => [...shares])).toEqual([
      [1, 0],
      [0.75, 0.25],
      [0.5, 0.5],
      [0.25, 0.75],
      [0, 1],
    ]);
    expect(simplexGrid(1, 20).map((shares) => [...shares])).toEqual([[1]]);
  });

  it('holds every lattice point of the simplex once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 7 }), (objectives, divisions) => {
        const grid = simplexGrid(objectives, divisions);
        expect(grid).toHaveLength(gridSize(objectives, divisions));
        expect(new Set(grid.map(String)).size).toBe(grid.length);
        for (const shares of grid) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }),
    );
  });

  it('takes as many divisions as the limit allows', () => {
    // C(22, 2) = 231 > 100 >= C(14, 2) = 91; C(15, 2) = 105.
    expect([divisionsWithin(2, 100), divisionsWithin(3, 100), divisionsWithin(9, 1)]).toEqual([20, 12, 1]);
  });
});

describe('the half of a unit', () => {
  it('depends on the id alone and splits evenly', () => {
    let ones = 0;
    for (let i = 0; i < 20_000; i++) ones += hashHalf(`user ${i}`);
    // 4 standard errors of 20,000 fair coins are 283.
    expect(Math.abs(ones - 10_000)).toBeLessThan(283);
    expect(hashHalf('ünïcode')).toBe(halfOfBytes(new TextEncoder().encode('ünïcode')));
  });

  it('does not follow the last digit', () => {
    let equal = 0;
    for (let i = 0; i < 20_000; i += 2) equal += hashHalf(String(i)) === hashHalf(String(i + 1)) ? 1 : 0;
    expect(Math.abs(equal - 5000)).toBeLessThan(200);
  });
});
