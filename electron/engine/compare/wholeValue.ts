import type { Contestant } from './contestants';

/** A number that no mean over requests gives; null with its reason. */
export interface WholeValue {
  value: number | null;
  reason: string | null;
  ci: [number, number] | null;
  ciReason: string | null;
  /** Requests that it is over. */
  requests: number;
}

/** A metric that is not computed list by list: by request (of the set; NaN = null), or as a whole, by contestant. */
export interface OtherValues {
  values: Float64Array[] | null;
  whole: WholeValue[] | null;
  /** Of metrics of items, by contestant: items at the top of the set's lists that had to be left out. */
  leftOut?: number[];
  /** Why no request has a value, where none has. */
  noValue?: string;
  /** Of the weights of clicks: what clipping took away, and the values without it. */
  unclipped?: { share: number | null; means: (number | null)[] };
}

/** What cannot be said, with its reason. */
export function noValue(reason: string): WholeValue {
  return { value: null, reason, ci: null, ciReason: reason, requests: 0 };
}

/** Why such numbers have no interval. */
export const wholeOnly = 'no interval is computed for a number of all lists together';

/** Contestants whose lists are sorted by scores of a model. */
export function scoredContestant(contestant: Contestant): boolean {
  return contestant.list === 'scores' && contestant.kind !== 'builtin';
}
