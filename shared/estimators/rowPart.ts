import { NeumaierAccumulator, neumaierSum } from '../stats/neumaier';
import type { LoggedRows } from './loggedRows';

/**
 * Every estimator of C1 is a sum of ratios of sums over rows: V = Σ_k (Σ_i numerator / Σ_i denominator). `ips` is one
 * ratio over the number of rows, `snips` one over Σw, `sndr` the two of `dm` and of the weighted residuals. In this form
 * one rule gives its value, its linearised terms and its bootstrap, which recomputes every ratio whole.
 */
export interface RowPart {
  /** Of row i, its count included. */
  numerator: (i: number) => number;
  /** One a row; null: 1 a row. Parts with the same denominator share one array. */
  denominator: Float64Array | null;
}

/** The estimate over `rows` rows: the sum of its ratios; null where one of them has none, or without parts. */
export function valueOfRows(parts: readonly RowPart[], rows: number): number | null {
  let value = 0;
  for (const { numerator, denominator } of parts) {
    const total = denominator === null ? rows : neumaierSum(denominator);
    if (!(total > 0)) return null;
    const sum = new NeumaierAccumulator();
    for (let i = 0; i < rows; i++) sum.add(numerator(i));
    value += sum.total / total;
  }
  return parts.length === 0 ? null : value;
}

/** The mean of a number over the rows, each as often as it counts. */
export function meanPart(rows: LoggedRows, of: (i: number) => number): RowPart {
  return { numerator: counted(rows, of), denominator: rows.counts };
}

/** A number of each row as often as the row counts. */
export function counted({ counts }: LoggedRows, of: (i: number) => number): (i: number) => number {
  return counts === null ? of : (i) => counts[i]! * of(i);
}

/** As `counted`, as an array. */
export function countedValues(rows: LoggedRows, of: (i: number) => number): Float64Array {
  const values = new Float64Array(rows.rewards.length);
  const value = counted(rows, of);
  for (let i = 0; i < values.length; i++) values[i] = value(i);
  return values;
}

/** The weights. Rows without any are a programming error: the gate refuses them. */
export function weightsOf({ weights }: LoggedRows): Float64Array {
  if (weights === null) throw new Error('the log holds no propensities');
  return weights;
}
