import { describe, expect, it } from 'vitest';
import { equalNumbers, numberRule } from '../../../shared/skew/numberRule';
import { pairClass, type SkewValue } from '../../../shared/skew/pairClass';
import { pairedSkew } from '../../../shared/skew/pairedSkew';
import { skewClasses } from '../../../shared/skew/skewClasses';
import { crossesSplit } from '../../../shared/skew/splitCross';
import { failsAfterOutcome } from '../../../shared/stats/afterOutcome';
import { averageRanks, spearman } from '../../../shared/stats/spearman';
import { wilsonInterval } from '../../../shared/stats/wilson';

// definitions.md D1, table by table.
const number = { numbers: numberRule('number'), fallback: null };
const close = (value: number | null) => expect.closeTo(value as number, 6);
const classOf = (s: SkewValue, t: SkewValue, fallback: SkewValue = null) =>
  skewClasses[pairClass(s, t, { ...number, fallback })];

describe('equality of a logged and a recomputed value', () => {
  it.each([
    [1_700_000_000, 1_700_003_600, 'time', false],
    [1_000_000, 1_000_005, 'id', false],
    [1_000_000, 1_000_005, 'count', false],
    [1e6, 1_000_005, 'number', true],
    // max(1e-8, 1e-5 × 1.000005) = 1.000005e-5 >= 5e-6
    [1, 1.000005, 'number', true],
    [0, 1e-9, 'number', true],
    [0, 1e-6, 'number', false],
    [100, 101, 'number', false],
    [1_700_000_000, 1_700_000_001, 'time', true],
    [1_700_000_000, 1_700_000_001.5, 'time', false],
    [Infinity, Infinity, 'number', true],
    [Infinity, -Infinity, 'number', false],
    [1e308, Infinity, 'number', false],
    [0, -0, 'id', true],
  ] as const)('of %d and %d as %s is %s', (s, t, kind, equal) => {
    expect(equalNumbers(s, t, numberRule(kind))).toBe(equal);
    expect(equalNumbers(t, s, numberRule(kind))).toBe(equal);
  });

  it('is a thousandth wide where the log keeps float16', () => {
    // float16 of 0.1 is 0.0999755859375: 2.4e-4 of it away.
    expect(equalNumbers(0.0999755859375, 0.1, numberRule('number'))).toBe(false);
    expect(equalNumbers(0.0999755859375, 0.1, numberRule('number', true))).toBe(true);
  });
});

describe('classes of pairs', () => {
  it.each([
    [null, Number.NaN, 'both_missing'],
    [null, 0, 'default_vs_missing'],
    [0, Number.NaN, 'default_vs_missing'],
    [null, 2, 'serve_missing'],
    [2, null, 'train_missing'],
    ['0', 0, 'type_clash'],
    [true, 1, 'type_clash'],
    [0, 3, 'default_vs_value'],
    [3, 0, 'default_vs_value'],
    [5, 4, 'value_mismatch'],
    [0, 0, 'match'],
  ] as const)('of %s and %s with default 0 is %s', (s, t, expected) => {
    expect(classOf(s, t, 0)).toBe(expected);
  });

  it('know no default where none is declared', () => {
    expect(classOf(0, 3)).toBe('value_mismatch');
    expect(classOf(0, null)).toBe('train_missing');
  });

  it('compare texts by code points, and a default only with values of its type', () => {
    expect(classOf('a', 'A')).toBe('value_mismatch');
    expect(classOf('unknown', 'x', 'unknown')).toBe('default_vs_value');
    expect(classOf(null, 'unknown', 'unknown')).toBe('default_vs_missing');
    expect(classOf('0', null, 0)).toBe('train_missing');
  });
});

describe('E9', () => {
  const pairs: [SkewValue, SkewValue][] = [
    [1, 1],
    [2, 2.000001],
    [5, 4],
    [0, 3],
    [null, 2],
    [null, null],
    [Number.NaN, null],
    [0, null],
    [12, 8],
    [-1, -1],
  ];
  const found = pairedSkew({
    s: pairs.map(([s]) => s),
    t: pairs.map(([, t]) => t),
    rule: { ...number, fallback: 0 },
    requestStarts: [0, 10],
    splits: null,
  });

  it('has the classes and rates of the table', () => {
    expect(found.counts).toEqual({
      match: 3,
      both_missing: 2,
      default_vs_missing: 1,
      serve_missing: 1,
      train_missing: 0,
      type_clash: 0,
      default_vs_value: 1,
      value_mismatch: 2,
    });
    expect(found).toMatchObject({ rowMismatch: 0.5, bothPresent: 6, valueMismatchRate: 0.5 });
  });

  it('has the error figures of the table', () => {
    // s - t: 0, -1e-6, 1, -3, 4, 0; |s - t| / |t|: 0, 5e-7, 0.25, 1, 0.5, 0, whose median is 0.125.
    expect(found.errors).toEqual({
      rows: 6,
      bias: close(0.333333),
      mae: close(1.333334),
      rmse: close(2.081666),
      medianRelative: close(0.125),
      symmetricRelative: close(0.437037),
    });
    expect(found.ranks).toEqual({ overall: close(0.828571), withinRequest: close(0.828571), requests: 1 });
  });
});

describe('Spearman', () => {
  it('takes the mean rank of equal values', () => {
    expect(averageRanks([1, 2, 2, 3])).toEqual(Float64Array.of(1, 2.5, 2.5, 4));
    expect(spearman([1, 2, 2, 3], [1, 3, 2, 4])).toEqual(close(0.948683));
  });

  it('is null when a side is constant', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearman([1], [2])).toBeNull();
    expect(spearman([], [])).toBeNull();
  });

  it('ranks infinities', () => {
    expect(spearman([-Infinity, 0, Infinity], [1, 2, 3])).toBe(1);
  });
});

describe('split_cross', () => {
  const splits = { limits: Float64Array.of(1, 2), isSingle: false };

  it('counts values on different sides of a limit, which itself lies below', () => {
    expect([
      crossesSplit(1, 1.5, splits),
      crossesSplit(1.5, 1.9, splits),
      crossesSplit(0, 3, splits),
      crossesSplit(2, 1.5, splits),
    ]).toEqual([true, false, true, false]);
  });

  it('takes a missing value for a side of its own', () => {
    expect(crossesSplit(Number.NaN, 1, splits)).toBe(true);
    expect(crossesSplit(Number.NaN, Number.NaN, splits)).toBe(false);
    expect(crossesSplit(Number.NaN, 1, { ...splits, limits: new Float64Array() })).toBe(false);
  });

  it('rounds to float32 where the model does', () => {
    expect(crossesSplit(1, 1 + 1e-12, splits)).toBe(true);
    expect(crossesSplit(1, 1 + 1e-12, { ...splits, isSingle: true })).toBe(false);
  });
});

describe('Wilson bounds and the leak signature', () => {
  it.each([
    [0, 0, 0.036993],
    [1, 0.001767, 0.054486],
    [30, 0.218949, 0.395849],
    [40, 0.309401, 0.497997],
  ])('of %d mismatches in 100 rows', (hits, lo, hi) => {
    expect(wilsonInterval(hits, 100)).toEqual({ lo: close(lo), hi: close(hi) });
  });

  it('flags 9 of 100 against 30 of 9,700, not 2 of 100 against 190 of 9,900', () => {
    const failures = (withFailed: number, withoutFailed: number, withoutRows: number) => ({
      withRows: 100,
      withFailed,
      withoutRows,
      withoutFailed,
    });
    expect(wilsonInterval(9, 100)!.lo).toEqual(close(0.048073));
    expect(wilsonInterval(30, 9700)!.hi).toEqual(close(0.004412));
    expect(failsAfterOutcome(failures(9, 30, 9700))).toBe(true);
    expect(wilsonInterval(2, 100)!.lo).toEqual(close(0.005502));
    expect(failsAfterOutcome(failures(2, 190, 9900))).toBe(false);
  });
});
