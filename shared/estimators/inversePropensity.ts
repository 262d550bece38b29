import type { LoggedRows } from './loggedRows';
import type { RatioPart } from './ratioPart';
import { rowValues, weighed } from './rowValues';

/**
 * `ips`, mean(w·r) (Horvitz and Thompson 1952): unbiased where π0 is right and covers π_e. May leave the range of the
 * reward; it is not clamped.
 */
export function ips(rows: LoggedRows): RatioPart[] {
  return cips(rows, Number.POSITIVE_INFINITY);
}

/** `cips(λ)`, mean(min(w, λ)·r): smaller variance, biased toward 0 by what is clipped. */
export function cips(rows: LoggedRows, lambda: number): RatioPart[] {
  const { rewards } = rows;
  const numerator = rowValues(rows, (i, w) => Math.min(w, lambda) * rewards[i]!);
  return [{ numerator: weighed(rows, numerator), denominator: rows.counts }];
}

/**
 * `snips`, Σwr / Σw (Swaminathan and Joachims 2015): consistent, inside the range of the reward, unmoved by a constant
 * factor in the propensities. No value where every weight is 0.
 */
export function snips(rows: LoggedRows): RatioPart[] {
  return csnips(rows, Number.POSITIVE_INFINITY);
}

/** `csnips(λ)`, Σ min(w, λ)·r / Σ min(w, λ). */
export function csnips(rows: LoggedRows, lambda: number): RatioPart[] {
  return [{ ...cips(rows, lambda)[0]!, denominator: clippedWeights(rows, lambda) }];
}

/** min(w, λ) of every row, times its count. */
export function clippedWeights(rows: LoggedRows, lambda: number): Float64Array {
  if (lambda === Number.POSITIVE_INFINITY && rows.counts === null && rows.weights !== null) return rows.weights;
  return weighed(
    rows,
    rowValues(rows, (_, w) => Math.min(w, lambda)),
  );
}
