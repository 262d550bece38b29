import { neumaierSum } from '../stats/neumaier';

/**
 * Every estimator of C1 is a sum of ratios of sums over rows: V = Σ_k (Σ_i numerator / Σ_i denominator). `ips` is one
 * ratio over the number of rows, `snips` one over Σw, `sndr` the two of `dm` and of the weighted residuals. In this form
 * one rule gives its value, its linearised terms and its bootstrap, which recomputes every ratio whole.
 */
export interface RatioPart {
  numerator: Float64Array;
  /** Null: 1 a row. Parts with the same denominator share one array. */
  denominator: Float64Array | null;
}

/** Σ denominator. */
export function partTotal({ numerator, denominator }: RatioPart): number {
  return denominator === null ? numerator.length : neumaierSum(denominator);
}

/** Σ numerator / Σ denominator; null where the denominator is 0. */
export function partValue(part: RatioPart): number | null {
  const total = partTotal(part);
  return total > 0 ? neumaierSum(part.numerator) / total : null;
}

/** The estimate: the sum of its ratios; null where one of them has none, or without parts. */
export function valueOfParts(parts: readonly RatioPart[]): number | null {
  const values = parts.map(partValue);
  return values.length === 0 || values.includes(null) ? null : values.reduce<number>((sum, value) => sum + value!, 0);
}
