import type { SkewCounts } from './skewClasses';

/** The rates of definitions D1; null without the rows that they are shares of. */
export interface SkewRates {
  /** Rows that neither match nor are both missing, of all rows: the headline. */
  rowMismatch: number | null;
  /** Unequal pairs of all pairs that have both values; `default_vs_value` counts, a type clash is no such pair. */
  valueMismatchRate: number | null;
  /** Pairs that have both values, of one type. */
  bothPresent: number;
}

export function skewRates(counts: SkewCounts): SkewRates {
  const rows = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const unequal = counts.default_vs_value + counts.value_mismatch;
  const bothPresent = counts.match + unequal;
  return {
    rowMismatch: rows === 0 ? null : (rows - counts.match - counts.both_missing) / rows,
    valueMismatchRate: bothPresent === 0 ? null : unequal / bothPresent,
    bothPresent,
  };
}
