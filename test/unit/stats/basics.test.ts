import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, sampleSd } from '../../../shared/stats/moments';
import { benjaminiHochberg, holm } from '../../../shared/stats/multipleTests';
import { NeumaierAccumulator, neumaierSum } from '../../../shared/stats/neumaier';
import { quantile } from '../../../shared/stats/quantile';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { wilsonInterval } from '../../../shared/stats/wilson';

fc.configureGlobal({ seed: 7 });

describe('neumaierSum', () => {
  it('keeps what plain addition loses', () => {
    expect(neumaierSum([1, 1e100, 1, -1e100])).toBe(2);
    expect(neumaierSum(new Float64Array(10).fill(0.1))).toBe(1);
    expect(neumaierSum([])).toBe(0);
    expect(neumaierSum([1, 2, 3, 4], 1, 3)).toBe(5);
  });

  it('passes infinities and NaN through', () => {
    expect(neumaierSum([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(neumaierSum([1, Number.NaN])).toBeNaN();
  });

  it('equals its running form', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 })), (values) => {
        const running = new NeumaierAccumulator();
        for (const value of values) running.add(value);
        expect(running.total).toBe(neumaierSum(values));
      }),
    );
  });
});

describe('quantile', () => {
  it('interpolates linearly as type 7', () => {
    expect(quantile([4, 2, 1, 3], 0.25)).toBe(1.75);
    expect(quantile([5], 0.3)).toBe(5);
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([Number.NaN, 1, 2], 1)).toBe(2);
    expect(quantile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 0.75)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('moments', () => {
  it('uses the divisor n - 1', () => {
    expect(mean([1, 2, 3])).toBe(2);
    expect(sampleSd([1, 2, 3])).toBe(1);
    expect(sampleSd([1])).toBeNull();
    expect(mean([])).toBeNull();
  });
});

describe('seededRandom', () => {
  it('repeats a sequence for a seed', () => {
    const draw = (seed: number) =>
      Array.from(
        { length: 5 },
        (
          (random) => () =>
            random.next(1000)
        )(seededRandom(seed)),
      );
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays inside its range without bias', () => {
    const random = seededRandom(1);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i++) counts[random.next(7)]!++;
    // Chi-square with 6 degrees of freedom: 22.46 is the 0.1% point.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(22.46);
    expect(random.next(1)).toBe(0);
  });

  it('does not favor small values for huge n', () => {
    // With modulo 3·2^30 of a 32-bit number the first quarter would come up half of the time, not a third.
    const random = seededRandom(3);
    const n = 3 * 2 ** 30;
    let low = 0;
    for (let i = 0; i < 30_000; i++) if (random.next(n) < 2 ** 30) low++;
    expect(Math.abs(low / 30_000 - 1 / 3)).toBeLessThan(0.012);
  });

  it('gives unit numbers below one', () => {
    const random = seededRandom(5);
    const units = Array.from({ length: 1000 }, () => nextUnit(random));
    expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...units)).toBeLessThan(1);
    expect(mean(units)).toBeCloseTo(0.5, 1);
  });
});

describe('wilsonInterval', () => {
  it('meets the bounds of definitions D1', () => {
    expect(wilsonInterval(9, 100)!.lo).toBeCloseTo(0.048073, 6);
    expect(wilsonInterval(30, 9700)!.hi).toBeCloseTo(0.004412, 6);
    expect(wilsonInterval(2, 100)!.lo).toBeCloseTo(0.005502, 6);
    expect(wilsonInterval(0, 100)!.lo).toBe(0);
    expect(wilsonInterval(0, 100)!.hi).toBeCloseTo(0.036993, 6);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('multiple tests', () => {
  it('adjusts by Holm as in E4', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => p!.toFixed(2))).toEqual(['0.03', '0.06', '0.06', '0.02']);
    expect(holm([null, 0.04, null])).toEqual([null, 0.04, null]);
    expect(holm([])).toEqual([]);
  });

  it('gives Benjamini-Hochberg q', () => {
    // p sorted .005 .01 .03 .04, m = 4: .02, .02, .04, .04.
    const q = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((expected, i) => {
      expect(q[i]).toBeCloseTo(expected, 12);
    });
    expect(benjaminiHochberg([null])).toEqual([null]);
  });

  it('keeps p <= q <= Holm <= 1', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const adjusted = holm(p);
        const q = benjaminiHochberg(p);
        p.forEach((value, i) => {
          expect(q[i]!).toBeGreaterThanOrEqual(value * (1 - 1e-12));
          expect(adjusted[i]!).toBeGreaterThanOrEqual(q[i]! - 1e-12);
          expect(adjusted[i]!).toBeLessThanOrEqual(1);
        });
      }),
    );
  });
});
