import { mean, sampleSd } from '../stats/moments';
import { RankscopeError } from '../wire/errors';

/** Interval of a mean that holds at any n. An end is null where the form has none; all null below two terms. */
export interface BernsteinInterval {
  mean: number | null;
  half: number | null;
  lo: number | null;
  hi: number | null;
}

export interface BernsteinOptions {
  /** b, fixed before the terms were seen: λ·r_max, or r_max / min π0. */
  bound: number;
  /** 1 - coverage; 0.05 by default. */
  delta?: number;
  /** `lower`: a one-sided bound from below; `upper` from above. Two-sided by default. */
  side?: 'both' | 'lower' | 'upper';
}

/** Terms may pass the bound by this share of it, for rounding. */
const slack = 1e-12;

/**
 * Empirical Bernstein bound (Maurer and Pontil 2009) for independent terms in [0, b]: mean ± [√(2s² ln(4/δ)/n) +
 * 7b ln(4/δ)/(3(n-1))], one-sided with ln(2/δ). A term outside [0, b] is an `input` error: the bound would hold for nothing.
 */
export function empiricalBernstein(terms: ArrayLike<number>, options: BernsteinOptions): BernsteinInterval {
  const { bound, delta = 0.05, side = 'both' } = options;
  refuseOutside(terms, bound);
  const n = terms.length;
  const center = mean(terms);
  const sd = sampleSd(terms);
  if (center === null || sd === null) return { mean: center, half: null, lo: null, hi: null };
  const half = bernsteinHalfWidth({ n, variance: sd ** 2, bound, delta, twoSided: side === 'both' });
  return {
    mean: center,
    half,
    lo: side === 'upper' ? null : center - half,
    hi: side === 'lower' ? null : center + half,
  };
}

/** The half width from the moments alone; n >= 2. */
export function bernsteinHalfWidth(of: {
  n: number;
  /** s², divisor n - 1. */
  variance: number;
  bound: number;
  delta: number;
  twoSided: boolean;
}): number {
  const log = Math.log((of.twoSided ? 4 : 2) / of.delta);
  return Math.sqrt((2 * of.variance * log) / of.n) + (7 * of.bound * log) / (3 * (of.n - 1));
}

function refuseOutside(terms: ArrayLike<number>, bound: number): void {
  for (let i = 0; i < terms.length; i++) {
    const term = terms[i]!;
    if (term >= 0 && term <= bound * (1 + slack)) continue;
    throw new RankscopeError({
      code: 'input',
      message: `Term ${i + 1} is ${term}; the empirical Bernstein bound was given [0, ${bound}].`,
      hint: 'Fix b before looking at the terms: λ times the largest reward, or the largest reward over the smallest propensity.',
    });
  }
}
