import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizations, normalizeList, quantileGlobal } from '../../../shared/blend/normalize';
import { blendList, blendLogProduct, blendProduct, blendSum, defaultBlending } from '../../../shared/blend/valueModel';

const items = ['A', 'B', 'C'];
const predictions = [
  [0.1, 0.05, 0.2],
  [0.02, 0.04, 0.004],
];

function orderOf(values: ArrayLike<number>): string {
  return [...items].sort((a, b) => values[items.indexOf(b)]! - values[items.indexOf(a)]!).join(' ');
}

function expectValues(values: ArrayLike<number>, expected: number[], order: string): void {
  expected.forEach((value, item) => {
    expect(values[item]).toBeCloseTo(value, 6);
  });
  expect(orderOf(values)).toBe(order);
}

describe('value model, worked example E14', () => {
  it('adds predictions by their weights', () => {
    expectValues(blendSum(predictions, [1, 10]), [0.3, 0.45, 0.24], 'B A C');
  });

  it('multiplies predictions to the power of their weights', () => {
    expectValues(blendProduct(predictions, [1, 0.5]), [0.014142, 0.01, 0.012649], 'A C B');
    expectValues(blendLogProduct(predictions, [1, 0.5]), [-4.258597, -4.60517, -4.370168], 'A C B');
  });

  it('adds predictions that were normalized by their list', () => {
    const blend = (normalize: 'minmax_list' | 'zscore_list') =>
      blendList(predictions, [0.3, 0.7], { value: 'sum', normalize });
    expectValues(blend('minmax_list'), [0.411111, 0.7, 0.3], 'B A C');
    expectValues(blend('zscore_list'), [-0.143553, 0.566537, -0.422983], 'B A C');
  });

  it('gives the share of training predictions that are at most p', () => {
    expect([...quantileGlobal([0.05, 0.005, 0.2, Number.NaN], [0.01, 0.02, 0.05, 0.1, 0.2])]).toEqual([
      0.6,
      0,
      1,
      Number.NaN,
    ]);
  });
});

describe('edges of the value model', () => {
  it('gives 0 to all items of a list whose predictions are equal', () => {
    expect([...normalizeList([0.3, 0.3, Number.NaN], 'minmax_list')]).toEqual([0, 0, Number.NaN]);
    expect([...normalizeList([0.1, 0.1, 0.1], 'zscore_list')]).toEqual([0, 0, 0]);
    expect([...normalizeList([], 'zscore_list')]).toEqual([]);
  });

  it('has no value for an item without a prediction, unless that objective weighs nothing', () => {
    const holes = [
      [0.1, Number.NaN],
      [0.2, 0.3],
    ];
    expect([...blendSum(holes, [1, 1])]).toEqual([expect.closeTo(0.3), Number.NaN]);
    expect([...blendSum(holes, [0, 2])]).toEqual([0.4, 0.6]);
  });

  it('has no product for a prediction below 0, and a finite one for 0', () => {
    const [negative, zero] = blendLogProduct([[-0.5, 0]], [1]);
    expect(negative).toBeNaN();
    expect(zero).toBe(Math.log(1e-9));
  });
});

const list = fc
  .integer({ min: 1, max: 12 })
  .chain((n) =>
    fc.tuple(
      fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: n, maxLength: n }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.array(fc.double({ min: 0, max: 8, noNaN: true }), { minLength: 4, maxLength: 4 }),
    ),
  )
  .map(([heads, weights]) => ({ heads, weights: weights.slice(0, heads.length) }));

describe('laws of the value model', () => {
  it('gives shares from 0 to 1 that never fall as predictions rise', () => {
    const some = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(some, some, (predictions, training) => {
        const shares = quantileGlobal(Float64Array.from(predictions).sort(), Float64Array.from(training).sort());
        shares.forEach((share, i) => {
          expect(share).toBeGreaterThanOrEqual(i === 0 ? 0 : shares[i - 1]!);
          expect(share).toBeLessThanOrEqual(1);
        });
        expect(quantileGlobal([Math.max(...training)], Float64Array.from(training).sort())[0]).toBe(1);
      }),
    );
  });

  it('keeps the order of a list when all weights are multiplied by a power of two', () => {
    fc.assert(
      fc.property(list, ({ heads, weights }) => {
        const once = blendSum(heads, weights);
        const fourfold = blendSum(
          heads,
          weights.map((w) => 4 * w),
        );
        once.forEach((value, i) => {
          if (value > 1e-300) expect(fourfold[i]).toBe(4 * value);
        });
      }),
    );
  });

  it('never lowers an item whose prediction rises under weights of at least 0', () => {
    fc.assert(
      fc.property(list, ({ heads, weights }) => {
        const raised = heads.map((head) => head.map((p, i) => (i === 0 ? Math.min(1, p + 0.25) : p)));
        for (const blend of [blendSum, blendLogProduct]) {
          expect(blend(raised, weights)[0]).toBeGreaterThanOrEqual(blend(heads, weights)[0]!);
        }
      }),
    );
  });

  it('keeps the order of a single objective under every normalization and form', () => {
    fc.assert(
      fc.property(list, ({ heads: [head] }) => {
        for (const normalize of normalizations.filter((each) => each !== 'quantile_global')) {
          const values = blendList([head!], [1], { value: 'sum', normalize });
          head!.forEach((p, i) => {
            head!.forEach((q, j) => {
              if (p >= q) expect(values[i]).toBeGreaterThanOrEqual(values[j]!);
            });
          });
        }
      }),
    );
  });

  it('holds min-max values in [0, 1] with both ends reached, and z scores at mean 0', () => {
    fc.assert(
      fc.property(list, ({ heads: [head] }) => {
        if (Math.max(...head!) - Math.min(...head!) < 1e-6) return;
        const range = normalizeList(head!, 'minmax_list');
        expect([Math.min(...range), Math.max(...range)]).toEqual([0, 1]);
        const z = normalizeList(head!, 'zscore_list');
        expect(z.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 6);
      }),
    );
  });

  it('is the sum of predictions as they are unless the case says otherwise', () => {
    fc.assert(
      fc.property(list, ({ heads, weights }) => {
        expect(blendList(heads, weights)).toEqual(blendSum(heads, weights));
        expect(defaultBlending).toEqual({ value: 'sum', normalize: 'none' });
      }),
    );
  });
});
