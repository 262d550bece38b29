import { directOf, dm } from './directMethod';
import { countedWeights } from './inversePropensity';
import type { LoggedRows } from './loggedRows';
import { counted, meanPart, type RowPart, weightsOf } from './rowPart';

/** `dr`, dm + mean(w·(r - q̂)) (Dudík, Langford and Li 2011): unbiased where w or q̂ is right. */
export function dr(rows: LoggedRows): RowPart[] {
  return corrected(rows, (w) => w);
}

/** `sndr`, dm + Σ w·(r - q̂) / Σw. No value where every weight is 0. */
export function sndr(rows: LoggedRows): RowPart[] {
  const numerator = counted(
    rows,
    residual(rows, (w) => w),
  );
  return [...dm(rows), { numerator, denominator: countedWeights(rows) }];
}

/** `switch_dr(λ)`, dm + mean(1{w <= λ}·w·(r - q̂)) (Wang, Agarwal and Dudík 2017; `<=` as the Open Bandit Pipeline). */
export function switchDr(rows: LoggedRows, lambda: number): RowPart[] {
  return corrected(rows, (w) => (w <= lambda ? w : 0));
}

/** `dr_clip(λ)`, dm + mean(min(w, λ)·(r - q̂)); pessimistic shrinkage in Su et al. 2020. */
export function drClip(rows: LoggedRows, lambda: number): RowPart[] {
  return corrected(rows, (w) => Math.min(w, lambda));
}

/** `dros(λ)`, dm + mean(λw/(w² + λ)·(r - q̂)) (Su et al. 2020): λ → ∞ gives `dr`, 0 gives `dm`. */
export function dros(rows: LoggedRows, lambda: number): RowPart[] {
  return corrected(rows, (w) => (lambda === 0 ? 0 : w / ((w * w) / lambda + 1)));
}

function corrected(rows: LoggedRows, shrink: (weight: number) => number): RowPart[] {
  const direct = directOf(rows);
  const weighed = residual(rows, shrink);
  return [meanPart(rows, (i) => direct[i]! + weighed(i))];
}

function residual(rows: LoggedRows, shrink: (weight: number) => number): (i: number) => number {
  const { rewards, fitted } = rows;
  const weights = weightsOf(rows);
  if (fitted === null) throw new Error('there is no reward model');
  return (i) => shrink(weights[i]!) * (rewards[i]! - fitted[i]!);
}
