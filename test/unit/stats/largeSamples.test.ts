import { describe, expect, it } from 'vitest';
import { bootstrapInterval, bootstrapIntervals } from '../../../shared/stats/bootstrap';
import { dealUnits } from '../../../shared/stats/groupUnits';
import { normalQuantile } from '../../../shared/stats/normal';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { signFlip } from '../../../shared/stats/signFlip';
import { type UnitSums, unitsOfValues } from '../../../shared/stats/units';

/** Skewed differences of n requests, a share of them exactly zero. */
function skewed(n: number, zeros: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => {
    if (nextUnit(random) < zeros) return 0;
    const size = -Math.log(1 - nextUnit(random)) * 0.1;
    return nextUnit(random) < 0.45 ? -size : size * 0.83;
  });
}

function width(interval: { lo: number | null; hi: number | null }): number {
  return interval.hi! - interval.lo!;
}

describe('large samples', () => {
  it.each([0, 0.8])('grouped intervals match the unit form (zeros %s)', (zeros) => {
    const units = unitsOfValues(skewed(20_000, zeros, 11));
    const grouped = bootstrapInterval(units, { random: seededRandom(1) });
    const plain = bootstrapInterval(units, { random: seededRandom(1), maxUnits: 20_000, draws: 3000 });
    expect([grouped.method, plain.method]).toEqual(['grouped-bootstrap', 'bootstrap']);
    expect(Math.abs(grouped.lo! - plain.lo!)).toBeLessThan(0.05 * width(plain));
    expect(Math.abs(grouped.hi! - plain.hi!)).toBeLessThan(0.05 * width(plain));
  });

  it('normal p matches the sampled flips', () => {
    const units = unitsOfValues(skewed(20_000, 0, 12));
    const normal = signFlip(units, { random: seededRandom(1) });
    const sampled = signFlip(units, { random: seededRandom(1), maxUnits: 20_000 });
    expect([normal.method, sampled.method]).toEqual(['randomization-normal', 'randomization-sampled']);
    expect(Math.abs(normal.p! - sampled.p!)).toBeLessThan(0.01);
  });

  it('deals units into groups of equal size', () => {
    const sizes = new Uint32Array(2000);
    for (const group of dealUnits(500_001, 2000, seededRandom(0))) sizes[group]!++;
    expect(Math.min(...sizes)).toBe(250);
    expect(Math.max(...sizes)).toBe(251);
  });

  it('gives normal widths on half a million units', () => {
    const counts = new Float64Array(500_000).fill(1);
    const vectors: UnitSums[] = Array.from({ length: 3 }, (_, v) => ({ sums: skewed(500_000, 0.5, v), counts }));
    const intervals = bootstrapIntervals(vectors, { random: seededRandom(9) });
    expect(intervals).toHaveLength(3);
    for (const interval of intervals) {
      const half = normalQuantile(0.975) * interval.se!;
      expect(width(interval) / (2 * half)).toBeCloseTo(1, 1);
    }
  });

  it('repeats byte for byte for a seed', () => {
    const units = unitsOfValues(skewed(3000, 0, 5));
    const run = () => bootstrapInterval(units, { random: seededRandom(42), draws: 500 });
    expect(run()).toEqual(run());
  });
});

describe('bca option', () => {
  it('shifts the interval of skewed data to the long tail', () => {
    const values = Array.from({ length: 60 }, (_, i) => Math.exp(normalQuantile((i + 0.5) / 60)));
    const percentile = bootstrapInterval(unitsOfValues(values), { random: seededRandom(3) });
    const bca = bootstrapInterval(unitsOfValues(values), { random: seededRandom(3), bca: true });
    expect(bca.lo!).toBeGreaterThan(percentile.lo!);
    expect(bca.hi!).toBeGreaterThan(percentile.hi!);
  });

  it('stays with percentiles for symmetric data', () => {
    const values = Array.from({ length: 61 }, (_, i) => (i - 30) / 30);
    const percentile = bootstrapInterval(unitsOfValues(values), { random: seededRandom(3) });
    const bca = bootstrapInterval(unitsOfValues(values), { random: seededRandom(3), bca: true });
    expect(Math.abs(bca.lo! - percentile.lo!)).toBeLessThan(0.03 * width(percentile));
  });

  it('covers a constant sample without failing', () => {
    expect(
      bootstrapInterval(unitsOfValues(new Float64Array(8).fill(0.2)), { random: seededRandom(1), bca: true }),
    ).toMatchObject({ value: 0.2, lo: 0.2, hi: 0.2 });
  });
});
