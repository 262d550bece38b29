import type { LoggedRows } from './loggedRows';
import { countedValues, meanPart, type RowPart, weightsOf } from './rowPart';

/**
 * `ips`, mean(w·r) (Horvitz and Thompson 1952): unbiased where π0 is right and covers π_e. May leave the range of the
 * reward; it is not clamped.
 */
export function ips(rows: LoggedRows): RowPart[] {
  const { rewards } = rows;
  const weights = weightsOf(rows);
  return [meanPart(rows, (i) => weights[i]! * rewards[i]!)];
}

/** `cips(λ)`, mean(min(w, λ)·r): smaller variance, biased toward 0 by what is clipped. */
export function cips(rows: LoggedRows, lambda: number): RowPart[] {
  const { rewards } = rows;
  const weights = weightsOf(rows);
  return [meanPart(rows, (i) => Math.min(weights[i]!, lambda) * rewards[i]!)];
}

/**
 * `snips`, Σwr / Σw (Swaminathan and Joachims 2015): consistent, inside the range of the reward, unmoved by a constant
 * factor in the propensities. No value where every weight is 0.
 */
export function snips(rows: LoggedRows): RowPart[] {
  return [{ ...ips(rows)[0]!, denominator: countedWeights(rows) }];
}

/** `csnips(λ)`, Σ min(w, λ)·r / Σ min(w, λ). */
export function csnips(rows: LoggedRows, lambda: number): RowPart[] {
  const weights = weightsOf(rows);
  const denominator = countedValues(rows, (i) => Math.min(weights[i]!, lambda));
  return [{ ...cips(rows, lambda)[0]!, denominator }];
}

/** w of every row, as often as it counts. */
export function countedWeights(rows: LoggedRows): Float64Array {
  const weights = weightsOf(rows);
  return rows.counts === null ? weights : countedValues(rows, (i) => weights[i]!);
}
