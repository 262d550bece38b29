import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categoryDrift, summarizeCategories } from '../../../shared/drift/categoryDrift';
import { jensenShannon } from '../../../shared/drift/jensenShannon';
import { binCounts, numericBins } from '../../../shared/drift/numericBins';
import { numericDrift } from '../../../shared/drift/numericDrift';
import { psi } from '../../../shared/drift/psi';
import { sharesOf } from '../../../shared/drift/shares';
import { exactSmirnovP, kolmogorovSmirnov } from '../../../shared/stats/kolmogorovSmirnov';
import { wasserstein1 } from '../../../shared/stats/wasserstein';

const counts = fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 1, maxLength: 8 });
const values = (length = 40) =>
  fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -5, max: 5, noNaN: true })), {
    minLength: 1,
    maxLength: length,
  });
const sorted = (list: readonly number[]) => Float64Array.from(list, (value) => value + 0).sort();
const side = (list: readonly number[], missing = 0) => ({
  sorted: sorted(list),
  missing,
  draws: list.length + missing,
  active: null,
});

describe('distances of shares', () => {
  it('are never negative, 0 for equal shares, and symmetric', () => {
    fc.assert(
      fc.property(counts, (list) => {
        const [e, a] = [sharesOf(list.map(([x]) => x)), sharesOf(list.map(([, y]) => y))];
        if (e === null || a === null) return;
        expect(psi(e, a)).toBeGreaterThanOrEqual(0);
        expect(psi(e, a)).toBeCloseTo(psi(a, e), 12);
        expect(jensenShannon(e, a)).toBe(jensenShannon(a, e));
        expect(jensenShannon(e, a)).toBeGreaterThanOrEqual(0);
        expect(jensenShannon(e, a)).toBeLessThanOrEqual(1);
        expect([psi(e, e), jensenShannon(e, e)]).toEqual([0, 0]);
      }),
    );
  });
});

describe('samples', () => {
  it('have D in [0, 1], from both sides the same, as the distribution functions say', () => {
    fc.assert(
      fc.property(values(), values(), (x, y) => {
        const { d, p } = kolmogorovSmirnov(sorted(x), sorted(y))!;
        const share = (list: readonly number[], at: number) => list.filter((each) => each <= at).length / list.length;
        const slow = Math.max(...[...x, ...y].map((at) => Math.abs(share(x, at) - share(y, at))));
        expect(d).toBeCloseTo(slow, 12);
        expect(kolmogorovSmirnov(sorted(y), sorted(x))!.d).toBe(d);
        expect(d).toBeGreaterThanOrEqual(0);
        expect(d).toBeLessThanOrEqual(1);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(kolmogorovSmirnov(sorted(x), sorted(x))!.d).toBe(0);
      }),
    );
  });

  it('have the exact p of an enumeration of all orders', () => {
    for (const [n, m] of [
      [1, 1],
      [2, 3],
      [3, 3],
      [4, 2],
    ] as const) {
      const gaps = orders(n, m).map((order) => largestGap(order, n, m));
      for (let steps = 1; steps <= n * m; steps++) {
        expect(exactSmirnovP(n, m, steps)).toBeCloseTo(gaps.filter((gap) => gap >= steps).length / gaps.length, 12);
      }
    }
  });

  it('move W1 by as much as one of them is shifted, and it is symmetric', () => {
    fc.assert(
      fc.property(values(), values(), fc.integer({ min: -9, max: 9 }), (x, y, shift) => {
        const moved = x.map((value) => value + shift);
        expect(wasserstein1(sorted(x), sorted(moved))).toBeCloseTo(Math.abs(shift), 9);
        expect(wasserstein1(sorted(x), sorted(y))).toBe(wasserstein1(sorted(y), sorted(x)));
        expect(wasserstein1(sorted(x), sorted(x))).toBe(0);
        const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
        expect(wasserstein1(sorted(x), sorted(y))!).toBeGreaterThanOrEqual(Math.abs(mean(x) - mean(y)) - 1e-9);
      }),
    );
  });

  it('fall into bins that a plain search finds, each value once', () => {
    fc.assert(
      fc.property(values(), values(), (x, y) => {
        const bins = numericBins(sorted(x));
        const expected = [...bins.edges.map(() => 0), 0, ...bins.heavy.map(() => 0)];
        for (const value of y) {
          const own = bins.heavy.indexOf(value);
          const interval = bins.edges.findIndex((edge) => value <= edge);
          const at = own >= 0 ? bins.edges.length + 1 + own : interval < 0 ? bins.edges.length : interval;
          expected[at]! += 1;
        }
        expect(binCounts(bins, sorted(y))).toEqual(expected);
        const share = (value: number) => x.filter((each) => each === value).length / x.length;
        expect(bins.heavy).toEqual([...new Set(sorted(x))].filter((value) => share(value) > 0.1));
      }),
    );
  });

  it('have no distance to themselves, in whatever order', () => {
    fc.assert(
      fc.property(values(), fc.nat(5), (x, missing) => {
        const found = numericDrift(side(x, missing), side([...x].reverse(), missing))!;
        expect(found).toMatchObject({ psi: 0, jsDiv: 0, ks: 0, w1: 0, w1n: 0, flags: [] });
      }),
    );
  });
});

describe('categories', () => {
  it('do not depend on their order, and have no distance to themselves', () => {
    const list = fc.uniqueArray(fc.tuple(fc.string(), fc.nat(2000), fc.nat(2000)), { selector: ([name]) => name });
    fc.assert(
      fc.property(list, fc.nat(9), (found, missing) => {
        const categories = found.map(([category, e, a]) => ({ category, e, a })).filter(({ e, a }) => e + a > 0);
        const rest = { missing: { e: missing, a: missing }, active: null, draws: { e: 9, a: 9 } };
        const drift = categoryDrift(summarizeCategories(categories, rest));
        expect(categoryDrift(summarizeCategories([...categories].reverse(), rest))).toEqual(drift);
        const same = categoryDrift(
          summarizeCategories(
            categories.map((each) => ({ ...each, a: each.e })),
            rest,
          ),
        );
        if (same === null) return;
        expect(same).toMatchObject({ psi: 0, jsDiv: 0, linf: 0, linfCategory: null, flags: [] });
        if (drift === null) return;
        const { newMass, lostMass, jaccard } = drift.vocabulary!;
        for (const share of [newMass!, lostMass!, jaccard ?? 0, drift.linf!, drift.normAbsDiff!]) {
          expect(share >= 0 && share <= 1).toBe(true);
        }
      }),
    );
  });
});

/** Every order of n steps of one sample and m of the other. */
function orders(n: number, m: number): boolean[][] {
  if (n === 0 || m === 0) return [[...new Array<boolean>(n).fill(true), ...new Array<boolean>(m).fill(false)]];
  return [...orders(n - 1, m).map((rest) => [true, ...rest]), ...orders(n, m - 1).map((rest) => [false, ...rest])];
}

function largestGap(order: readonly boolean[], n: number, m: number): number {
  let [i, j, most] = [0, 0, 0];
  for (const first of order) {
    if (first) i++;
    else j++;
    most = Math.max(most, Math.abs(i * m - j * n));
  }
  return most;
}
