import { neumaierSum } from '../stats/neumaier';

/** A ratio of sums over units, or over rows where every row is its own: one entry each. */
export interface RatioPart {
  numerator: Float64Array;
  /** Null: 1 each. Parts with the same denominator share one array. */
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
