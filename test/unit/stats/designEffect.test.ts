import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designEffect } from '../../../shared/stats/designEffect';

function bucketOf(groups: readonly (readonly boolean[])[]) {
  const counts = groups.map((group) => ({ n: group.length, y: group.filter(Boolean).length }));
  const sum = (of: (each: { n: number; y: number }) => number) => counts.reduce((total, each) => total + of(each), 0);
  return {
    rows: sum(({ n }) => n),
    failed: sum(({ y }) => y),
    rowsSquared: sum(({ n }) => n * n),
    failedSquared: sum(({ y }) => y * y),
    products: sum(({ n, y }) => n * y),
  };
}

describe('design effect', () => {
  it('is the size of groups that fail as a whole', () => {
    // Two of ten groups of 40: Σ (y - 8)² = 2 × 32² + 8 × 8² = 2560, against 0.2 × 0.8 × 400 = 64.
    const groups = Array.from({ length: 10 }, (_, i) => new Array<boolean>(40).fill(i < 2));
    expect(designEffect([bucketOf(groups)])).toBeCloseTo(40, 12);
  });

  it('is 1 for groups of one row, and where nothing or everything fails', () => {
    expect(designEffect([bucketOf([[true], [false], [false]])])).toBe(1);
    expect(designEffect([bucketOf([[false, false], [false]])])).toBe(1);
    expect(designEffect([bucketOf([[true, true], [true]])])).toBe(1);
    expect(designEffect([])).toBe(1);
  });

  it('does not see that buckets differ from each other', () => {
    const [none, all] = [
      bucketOf([
        [false, false],
        [false, false],
      ]),
      bucketOf([
        [true, true],
        [true, true],
      ]),
    ];
    expect(designEffect([none, all])).toBe(1);
  });

  it('grows with the times that every row is repeated', () => {
    const groups = fc.array(fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 6 }), (list, times) => {
        const once = designEffect([bucketOf(list)]);
        const often = designEffect([bucketOf(list.map((group) => group.flatMap((row) => new Array(times).fill(row))))]);
        const { rows, failed } = bucketOf(list);
        if (once > 1 && failed > 0 && failed < rows) expect(often / once).toBeCloseTo(times, 9);
      }),
    );
  });
});
