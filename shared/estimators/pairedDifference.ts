import { type EstimateBootstrap, summarizeDraws } from './bootstrapEstimates';
import { intervalOf, type NormalInterval } from './normalInterval';

/** One estimate with what pairs it to another of the same log. */
export interface PairedEstimate {
  value: number | null;
  /** Its linear terms, one a unit; null: no value. */
  terms: Float64Array | null;
}

/** b - a on one log, with paired terms. */
export interface PairedDifference extends NormalInterval {
  bootstrap: EstimateBootstrap;
}

/**
 * The difference b - a of two estimates over the same rows (C5, A10): its terms are the differences of the terms, its draws
 * those of draws with the same resamples. Two overlapping intervals would say less. Null where either has no value.
 */
export function pairedDifference(
  a: PairedEstimate & { draws: Float64Array },
  b: PairedEstimate & { draws: Float64Array },
  units: number,
  level = 0.95,
): PairedDifference {
  const interval = pairedInterval(a, b, level);
  return { ...interval, bootstrap: summarizeDraws(pairedDraws(a.draws, b.draws), units, level) };
}

/** The normal interval of b - a. */
export function pairedInterval(a: PairedEstimate, b: PairedEstimate, level = 0.95): NormalInterval {
  const value = a.value === null || b.value === null ? null : b.value - a.value;
  const terms = a.terms === null || b.terms === null ? null : pairedDraws(a.terms, b.terms);
  return intervalOf(value, terms, level);
}

/** b - a, draw by draw of the same resamples. */
export function pairedDraws(a: Float64Array, b: Float64Array): Float64Array {
  return b.map((value, draw) => value - a[draw]!);
}
