import { describe, expect, it } from 'vitest';
import { activeDelta } from '../../../shared/drift/activeDelta';
import { categoryDrift, summarizeCategories } from '../../../shared/drift/categoryDrift';
import { jensenShannon } from '../../../shared/drift/jensenShannon';
import { missingDelta } from '../../../shared/drift/missingDelta';
import { binCounts, numericBins } from '../../../shared/drift/numericBins';
import { numericDrift } from '../../../shared/drift/numericDrift';
import { psi, psiNoiseFloor } from '../../../shared/drift/psi';
import { tailsOf } from '../../../shared/drift/tails';
import { asymptoticSmirnovP, kolmogorovSmirnov } from '../../../shared/stats/kolmogorovSmirnov';
import { wasserstein1 } from '../../../shared/stats/wasserstein';

// definitions.md D2 and D3, table by table.
const close = (value: number) => expect.closeTo(value, 6);
const side = (values: number[], missing = 0, active: number | null = null) => ({
  sorted: Float64Array.from(values).sort(),
  missing,
  draws: values.length + missing,
  active,
});
const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const categories = (counts: Record<string, [e: number, a: number]>) =>
  Object.entries(counts).map(([category, [e, a]]) => ({ category, e, a }));
const rest = (draws = { e: 100, a: 100 }) => ({ missing: { e: 0, a: 0 }, active: null, draws });

describe('distances of shares', () => {
  it('are those of the table', () => {
    const [even, ramp] = [
      [0.25, 0.25, 0.25, 0.25],
      [0.1, 0.2, 0.3, 0.4],
    ];
    expect(psi(even!, ramp!)).toEqual(close(0.228217));
    expect(jensenShannon(even!, ramp!)).toEqual(close(0.040202));
    // 2 × -0.1 ln 0.8 + (0.2 - 1e-4) ln 2000
    expect(psi([0.5, 0.5, 0], [0.4, 0.4, 0.2])).toEqual(close(1.564049));
    const divergence = jensenShannon([0.5, 0.5, 0], [0.4, 0.4, 0.2]);
    expect(divergence).toEqual(close(0.108032));
    expect(Math.sqrt(divergence)).toEqual(close(0.328682));
    expect(Math.sqrt(divergence * Math.LN2)).toEqual(close(0.273645));
    expect(jensenShannon([1, 0], [0, 1])).toBe(1);
  });

  it('have a noise floor', () => {
    expect(psiNoiseFloor(10, { e: 1000, a: 2000 })).toEqual(close(0.0135));
    expect(psiNoiseFloor(10, { e: 0, a: 2000 })).toBeNull();
  });

  it('share one bin for missing values', () => {
    const found = numericDrift(side(oneTo(90), 10), side(oneTo(90), 10))!;
    expect(found).toMatchObject({ jsDiv: 0, psi: 0, ks: 0, w1: 0, w1n: 0, flags: [] });
    expect(found.missing).toEqual({ serving: 0.1, training: 0.1, delta: 0, z: 0 });
  });
});

describe('Kolmogorov–Smirnov', () => {
  it('is exact for few values without ties', () => {
    // C(8, 4) = 70 paths, 54 of them with |i - j| >= 2 somewhere.
    expect(kolmogorovSmirnov([1, 2, 3, 4], [2.5, 3.5, 4.5, 5.5])).toEqual({
      d: 0.5,
      p: expect.closeTo(54 / 70, 14),
      method: 'exact',
    });
    expect(asymptoticSmirnovP(4, 4, 0.5)).toEqual(close(0.699374));
  });

  it('is asymptotic with ties, and for many values', () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [2.5, 3.5, 4, 5.5])!.method).toBe('asymptotic');
    expect(kolmogorovSmirnov([1, 1, 3], [2, 4])!.method).toBe('asymptotic');
    expect(kolmogorovSmirnov([1, 2], [3, 4, 4])!.method).toBe('asymptotic');
    expect(asymptoticSmirnovP(500, 400, 0.1)).toEqual(close(0.023487));
    expect(asymptoticSmirnovP(1e6, 1e6, 0.003)).toEqual(close(0.000247));
  });

  it('takes infinities as values and is null without values', () => {
    expect(kolmogorovSmirnov([-Infinity, 0], [0, Infinity])!.d).toBe(0.5);
    expect(kolmogorovSmirnov([], [1])).toBeNull();
  });
});

describe('Wasserstein', () => {
  it('is a shift, over the spread of the reference', () => {
    // pstd of 0, 1, 2, 3 is √1.25.
    expect(numericDrift(side([0, 1, 2, 3]), side([1, 2, 3, 4]))).toMatchObject({ w1: 1, w1n: close(0.894427) });
  });

  it('divides by 0.001 at least, and leaves infinities out', () => {
    expect(numericDrift(side([1, 1]), side([2, 2]))!.w1n).toBe(1000);
    expect(numericDrift(side([0, 1, Infinity]), side([1, 2, -Infinity]))!.w1).toBe(1);
    expect(numericDrift(side([Infinity]), side([1]))!.w1).toBeNull();
    expect(wasserstein1([], [1])).toBeNull();
  });
});

describe('numeric bins', () => {
  it('lie between the distinct deciles of the reference, open below and closed above', () => {
    // 1..11: type 7 deciles are 2, 3, ..., 10.
    const bins = numericBins(Float64Array.from(oneTo(11)));
    expect(bins).toEqual({ edges: [2, 3, 4, 5, 6, 7, 8, 9, 10], heavy: [] });
    expect(binCounts(bins, [0, 2, 2.5, 10, 10.5, 99])).toEqual([2, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
  });

  it('give a value with more than a tenth of the rows a bin of its own', () => {
    // Twelve zeros among 1..88 is 12%; ten among 1..90 is a tenth and no more.
    const heavy = numericBins(Float64Array.from([...new Array(12).fill(0), ...oneTo(88)]));
    expect(heavy.heavy).toEqual([0]);
    expect(binCounts(heavy, [-1, 0, 0, 1]).slice(0, 1)).toEqual([1]);
    expect(binCounts(heavy, [-1, 0, 0, 1]).at(-1)).toBe(2);
    expect(numericBins(Float64Array.from([...new Array(10).fill(0), ...oneTo(90)])).heavy).toEqual([]);
  });

  it('are one without a reference', () => {
    expect(binCounts(numericBins([]), [1, 2])).toEqual([2]);
    expect(numericDrift(side([], 3), side([1, 2], 1))).toMatchObject({ ks: null, w1: null, bins: 2 });
    expect(numericDrift(side([]), side([1]))).toBeNull();
  });
});

describe('tails and activity', () => {
  it('show what D and PSI overlook: ten rows in a thousand a hundred times as large', () => {
    const reference = oneTo(10_000);
    const moved = reference.map((value, i) => (i % 100 === 0 ? 100 * value + 10_000 : value));
    const found = numericDrift(side(reference), side(moved))!;
    expect(found.ks).toBeLessThan(0.1);
    expect(found.psi).toBeLessThan(0.01);
    // 100 rows above p99 before, these and 100 more after (one of the 100 moved from there).
    expect(found.tails[1]).toMatchObject({ quantile: 0.99, reference: 0.01, serving: 0.0199, flagged: false });
    expect(found.tails[2]).toMatchObject({ quantile: 0.999, reference: 0.001, flagged: true });
    expect(found.flags).toEqual(['tail']);
  });

  it('are silent about a handful of values, and null where the reference has none', () => {
    expect(tailsOf(oneTo(1000), oneTo(1002)).map(({ flagged }) => flagged)).toEqual([false, false, false]);
    const [low] = tailsOf([1, 1, 1, 1], [...new Array(30).fill(0), 1]);
    expect(low).toMatchObject({ edge: 1, reference: 0, ratio: null, flagged: true });
    expect(tailsOf([], [1])).toEqual([]);
    expect(tailsOf([-Infinity, -Infinity, 1, Infinity, Infinity], [1])).toEqual([]);
  });

  it('flag a feature of 3% of the rows that dies', () => {
    const rows = { e: 1000, a: 1000 };
    expect(activeDelta({ e: 30, a: 0 }, rows)).toEqual({ serving: 0, training: 0.03, delta: -0.03, flagged: true });
    expect(activeDelta({ e: 29, a: 0 }, rows)!.flagged).toBe(false);
    expect(activeDelta({ e: 500, a: 400 }, rows)!.flagged).toBe(false);
    expect(activeDelta({ e: 0, a: 0 }, { e: 0, a: 10 })).toBeNull();
  });
});

describe('categories', () => {
  const counts = categories({ us: [50, 45], uk: [30, 25], fr: [20, 0], de: [0, 30] });

  it('have the vocabulary of the table', () => {
    const found = categoryDrift(summarizeCategories(counts, rest()))!;
    expect(found.vocabulary).toEqual({ training: 3, serving: 3, newMass: 0.3, lostMass: 0.2, jaccard: 0.5 });
    expect(found.psi).toEqual(close(3.934914));
    expect(found).toMatchObject({ linf: 0.3, linfCategory: 'de', ks: null, bins: 4 });
  });

  it('differ in counts by TFDV', () => {
    // us50 uk30 fr20 against us90 uk50 de60: 60 of 300.
    const found = categoryDrift(
      summarizeCategories(categories({ us: [50, 90], uk: [30, 50], fr: [20, 0], de: [0, 60] }), rest()),
    )!;
    expect(found.normAbsDiff).toEqual(close(0.2));
  });

  it('put rare ones into OTHER, unknown ones into NEW, missing values into a bin', () => {
    const many = Object.fromEntries(oneTo(50).map((i) => [`rare ${i}`, [i % 2, (i + 1) % 2] as [number, number]]));
    const summary = summarizeCategories(categories({ a: [9000, 9000], ...many }), {
      ...rest({ e: 10_000, a: 10_000 }),
      missing: { e: 975, a: 975 },
    });
    expect(summary.grouped).toMatchObject({ own: [{ category: 'a' }], other: { e: 25, a: 0 }, newRows: 25 });
    expect(categoryDrift(summary)).toMatchObject({ bins: 4, missing: { delta: 0 } });
  });

  it('name the first of several that differ most', () => {
    const found = categoryDrift(summarizeCategories(categories({ b: [60, 40], a: [40, 60] }), rest()))!;
    expect(found.linfCategory).toBe('a');
  });
});

describe('missing_delta', () => {
  it('is that of the table', () => {
    const found = missingDelta({ e: 20, a: 50 }, { e: 1000, a: 1000 })!;
    expect(found).toEqual({ serving: 0.05, training: 0.02, delta: close(0.03), z: close(3.650132) });
  });

  it('has no z when nothing or everything is missing', () => {
    expect(missingDelta({ e: 0, a: 0 }, { e: 9, a: 9 })!.z).toBeNull();
    expect(missingDelta({ e: 9, a: 9 }, { e: 9, a: 9 })!.z).toBeNull();
    expect(missingDelta({ e: 0, a: 0 }, { e: 0, a: 9 })).toBeNull();
  });
});
