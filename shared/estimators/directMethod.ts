import { neumaierSum } from '../stats/neumaier';
import type { LoggedRows } from './loggedRows';
import { meanPart, type RowPart } from './rowPart';

/** `dm`, mean of Σ_a π_e(a|x)·q̂(x, a): needs no propensity, and has the bias of q̂, which no interval shows. */
export function dm(rows: LoggedRows): RowPart[] {
  const direct = directOf(rows);
  return [meanPart(rows, (i) => direct[i]!)];
}

/** The `direct` column; absent, it is a programming error: the gate refuses logs without a reward model. */
export function directOf({ direct }: LoggedRows): Float64Array {
  if (direct === null) throw new Error('there is no reward model');
  return direct;
}

/** Σ_a π_e(a|x)·q̂(x, a) of one context; an action without a q̂ (NaN) counts 0. */
export function directValue(target: ArrayLike<number>, fitted: ArrayLike<number>): number {
  const terms = Float64Array.from(target, (p, a) => (Number.isNaN(fitted[a]!) ? 0 : p * fitted[a]!));
  return neumaierSum(terms);
}
