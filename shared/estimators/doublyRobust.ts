import { directOf, dm } from './directMethod';
import { clippedWeights } from './inversePropensity';
import type { LoggedRows } from './loggedRows';
import type { RatioPart } from './ratioPart';
import { rowValues, weighed } from './rowValues';

/** `dr`, dm + mean(w·(r - q̂)) (Dudík, Langford and Li 2011): unbiased where w or q̂ is right. */
export function dr(rows: LoggedRows): RatioPart[] {
  return corrected(rows, (w) => w);
}

/** `sndr`, dm + Σ w·(r - q̂) / Σw. No value where every weight is 0. */
export function sndr(rows: LoggedRows): RatioPart[] {
  const numerator = weighed(
    rows,
    residuals(rows, (w) => w),
  );
  return [...dm(rows), { numerator, denominator: clippedWeights(rows, Number.POSITIVE_INFINITY) }];
}

/** `switch_dr(λ)`, dm + mean(1{w <= λ}·w·(r - q̂)) (Wang, Agarwal and Dudík 2017; `<=` as the Open Bandit Pipeline). */
export function switchDr(rows: LoggedRows, lambda: number): RatioPart[] {
  return corrected(rows, (w) => (w <= lambda ? w : 0));
}

/** `dr_clip(λ)`, dm + mean(min(w, λ)·(r - q̂)); pessimistic shrinkage in Su et al. 2020. */
export function drClip(rows: LoggedRows, lambda: number): RatioPart[] {
  return corrected(rows, (w) => Math.min(w, lambda));
}

/** `dros(λ)`, dm + mean(λw/(w² + λ)·(r - q̂)) (Su et al. 2020): λ → ∞ gives `dr`, 0 gives `dm`. */
export function dros(rows: LoggedRows, lambda: number): RatioPart[] {
  return corrected(rows, (w) => (lambda === 0 ? 0 : w / ((w * w) / lambda + 1)));
}

function corrected(rows: LoggedRows, shrink: (weight: number) => number): RatioPart[] {
  const direct = directOf(rows);
  const numerator = residuals(rows, shrink);
  for (let i = 0; i < numerator.length; i++) numerator[i] = numerator[i]! + direct[i]!;
  return [{ numerator: weighed(rows, numerator), denominator: rows.counts }];
}

function residuals(rows: LoggedRows, shrink: (weight: number) => number): Float64Array {
  const { rewards, fitted } = rows;
  if (fitted === null) throw new Error('there is no reward model');
  return rowValues(rows, (i, w) => shrink(w) * (rewards[i]! - fitted[i]!));
}
