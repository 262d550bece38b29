import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorFigures } from '../../../shared/skew/errorFigures';
import { foldedText } from '../../../shared/skew/foldedText';
import { equalNumbers, numberRule } from '../../../shared/skew/numberRule';
import { numberPairClass, pairClass } from '../../../shared/skew/pairClass';
import { pairedSkew } from '../../../shared/skew/pairedSkew';
import { skewClasses } from '../../../shared/skew/skewClasses';
import { spearman } from '../../../shared/stats/spearman';

const rule = numberRule('number');
const near = fc.oneof(
  fc.double({ noDefaultInfinity: false }),
  fc.constantFrom(0, -0, 1, 1.000005, 1.00002, 5e-9, 1e-8, Infinity, -Infinity, Number.NaN),
);
const cell = fc.oneof(
  fc.constantFrom(null, Number.NaN, 0, 1, 2, 1.000001, Infinity),
  fc.double({ noNaN: true, min: -10, max: 10 }),
);
const pairs = fc.array(fc.tuple(cell, cell), { maxLength: 40 });
const skewOf = (list: readonly [number | null, number | null][], starts = [0, list.length]) =>
  pairedSkew({
    s: list.map(([s]) => s),
    t: list.map(([, t]) => t),
    rule: { numbers: rule, fallback: 0 },
    requestStarts: starts,
    splits: { limits: Float64Array.of(0, 1), isSingle: false },
  });
const mirror = { serve_missing: 'train_missing', train_missing: 'serve_missing' } as Record<string, string>;

describe('row level', () => {
  it('gives the same verdict from either side', () => {
    fc.assert(
      fc.property(near, near, (s, t) => {
        expect(equalNumbers(s, t, rule)).toBe(equalNumbers(t, s, rule));
      }),
    );
  });

  it('gives the same class for numbers as for any values', () => {
    fc.assert(
      fc.property(near, near, fc.constantFrom(null, 0, 1), (s, t, fallback) => {
        expect(numberPairClass(s, t, rule, fallback ?? Number.NaN)).toBe(pairClass(s, t, { numbers: rule, fallback }));
      }),
    );
  });

  it('mirrors its classes and its bias when the sides change places', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [found, swapped] = [skewOf(list), skewOf(list.map(([s, t]) => [t, s]))];
        for (const name of skewClasses)
          expect(swapped.counts[(mirror[name] as 'match') ?? name]).toBe(found.counts[name]);
        expect(swapped.splitCross).toBe(found.splitCross);
        expect(swapped.errors?.bias ?? null).toBe(found.errors === null ? null : -found.errors.bias + 0);
        expect(swapped.errors?.mae).toBe(found.errors?.mae);
        expect(swapped.errors?.symmetricRelative).toBe(found.errors?.symmetricRelative);
        expect(swapped.ranks!.overall).toBe(found.ranks!.overall);
      }),
    );
  });

  it('counts every row once and keeps its rates in [0, 1]', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const found = skewOf(list);
        expect(Object.values(found.counts).reduce((sum, each) => sum + each, 0)).toBe(list.length);
        for (const rate of [found.rowMismatch, found.valueMismatchRate, found.splitCross]) {
          expect(rate === null || (rate >= 0 && rate <= 1)).toBe(true);
        }
        if (found.errors) expect(found.errors.symmetricRelative).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('does not depend on the order of the rows, but for rounding', () => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat()), (list, keys) => {
        const shuffled = list.map((pair) => ({ pair, key: keys.next().value! })).sort((x, y) => x.key - y.key);
        const [found, other] = [skewOf(list), skewOf(shuffled.map(({ pair }) => pair))];
        expect(other.counts).toEqual(found.counts);
        expect(other.splitCross).toBe(found.splitCross);
        expect(other.errors?.medianRelative).toBe(found.errors?.medianRelative);
        expect(Math.abs((other.errors?.bias ?? 0) - (found.errors?.bias ?? 0))).toBeLessThan(1e-12);
      }),
    );
  });

  it('finds no error where both sides are one', () => {
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 30 }), (list) => {
        const found = skewOf(list.map((value) => [value, value]));
        expect(found.rowMismatch ?? 0).toBe(0);
        expect(found.splitCross ?? 0).toBe(0);
        expect(found.errors?.rmse ?? 0).toBe(0);
        expect(found.ranks!.overall ?? 1).toBe(1);
        expect(found.ranks!.withinRequest ?? 1).toBe(1);
      }),
    );
  });

  it('gives the same error figures when equal pairs are only counted', () => {
    const number = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.oneof(number, fc.constant(null)))), (list) => {
        const all = list.map(([s, t]) => [s, t ?? s] as const);
        const unequal = all.filter(([s, t]) => s !== t);
        const of = (some: typeof all, rows: number) =>
          errorFigures(
            some.map(([s]) => s),
            some.map(([, t]) => t),
            rows,
          );
        expect(of(unequal, all.length)).toEqual(of(all, all.length));
      }),
    );
  });
});

describe('Spearman', () => {
  const side = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 12 });
  it('lies in [-1, 1], is symmetric, and turns its sign with a side', () => {
    fc.assert(
      fc.property(side, side, (x, y) => {
        const n = Math.min(x.length, y.length);
        const [a, b] = [x.slice(0, n), y.slice(0, n)];
        const rho = spearman(a, b);
        if (rho === null) return;
        expect(Math.abs(rho)).toBeLessThanOrEqual(1);
        expect(spearman(b, a)).toBe(rho);
        expect(
          spearman(
            a,
            b.map((value) => -value),
          ),
        ).toBeCloseTo(-rho, 12);
        expect(
          spearman(
            a.map((value) => 2 ** value),
            b,
          ),
        ).toBe(rho);
      }),
    );
  });
});

describe('texts of the second comparison', () => {
  it('lose case, white space at the ends and the way accents are written', () => {
    expect(foldedText('  Café\n')).toBe(foldedText('CAFE\u0301'));
    expect(foldedText('straße')).toBe(foldedText('STRASSE'));
    expect(foldedText('ΟΔΟΣ')).toBe(foldedText('οδοσ'));
    expect(foldedText('a b')).not.toBe(foldedText('ab'));
  });

  it('do not change when folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldedText(foldedText(text))).toBe(foldedText(text));
      }),
    );
  });
});
