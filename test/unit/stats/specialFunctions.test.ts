import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chiSquareSurvival } from '../../../shared/stats/chiSquare';
import { logGamma, upperGamma } from '../../../shared/stats/gamma';
import { kolmogorovSurvival } from '../../../shared/stats/kolmogorov';
import { normalCdf, normalQuantile, z975 } from '../../../shared/stats/normal';
import { studentQuantile, studentTwoSided } from '../../../shared/stats/studentT';

fc.configureGlobal({ seed: 7 });

describe('special functions', () => {
  it('meets the test values of definitions 0.5', () => {
    expect(studentTwoSided(1.5, 7)).toBeCloseTo(0.17729848696752, 8);
    expect(chiSquareSurvival(5, 2)).toBeCloseTo(Math.exp(-2.5), 14);
    expect(kolmogorovSurvival(1)).toBeCloseTo(0.26999967167735456, 14);
    expect(normalQuantile(0.975)).toBeCloseTo(z975, 13);
    expect(studentQuantile(0.975, 4)).toBeCloseTo(2.7764451051977943, 11);
  });

  it('meets closed forms of the gamma functions', () => {
    // Γ(1/2) = √π, Γ(n) = (n-1)!, Q(1, x) = e^-x, Q(1/2, x²) = erfc(x).
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    expect(logGamma(10)).toBeCloseTo(Math.log(362880), 12);
    expect(upperGamma(1, 30) / Math.exp(-30)).toBeCloseTo(1, 12);
    expect(upperGamma(0.5, 1)).toBeCloseTo(0.15729920705028513, 14);
  });

  it('meets closed forms of Student and chi-square', () => {
    // df = 1 is Cauchy: p = 1 - 2 atan(t)/π; df = 2: p = 1 - t/√(2+t²); chi-square df = 1 is 2Φ(-√x).
    for (const t of [0, 0.01, 0.5, 1, 3, 40, 1e6]) {
      expect(studentTwoSided(t, 1)).toBeCloseTo(1 - (2 * Math.atan(t)) / Math.PI, 12);
      expect(studentTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 12);
      expect(chiSquareSurvival(t, 1)).toBeCloseTo(2 * normalCdf(-Math.sqrt(t)), 14);
    }
    expect(studentTwoSided(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentTwoSided(1.96, 1e7)).toBeCloseTo(2 * normalCdf(-1.96), 6);
  });

  it('keeps the far normal tail relatively exact', () => {
    expect(normalCdf(-10) / 7.619853024160527e-24).toBeCloseTo(1, 10);
    expect(normalCdf(-37) / 5.725571222524e-300).toBeCloseTo(1, 8);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('joins the two Kolmogorov series smoothly', () => {
    expect(kolmogorovSurvival(1.1799999999)).toBeCloseTo(kolmogorovSurvival(1.18), 9);
    expect(kolmogorovSurvival(0)).toBe(1);
    expect(kolmogorovSurvival(0.05)).toBe(1);
    expect(kolmogorovSurvival(5)).toBeLessThan(1e-20);
  });

  it('inverts the normal distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-13);
      }),
    );
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(2)).toBeNaN();
  });

  it('inverts the Student distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5001, max: 0.9999, noNaN: true }), fc.integer({ min: 1, max: 500 }), (p, df) => {
        expect(Math.abs(studentTwoSided(studentQuantile(p, df), df) - 2 * (1 - p))).toBeLessThan(1e-11);
      }),
    );
  });
});
