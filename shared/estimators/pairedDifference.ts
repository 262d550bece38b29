import { type EstimateBootstrap, summarizeDraws } from './bootstrapEstimates';
import { intervalOf, type NormalInterval } from './normalInterval';
import type { RowUnits } from './rowUnits';

/** One estimate with what pairs it to another of the same log: its linear terms and its draws from the same resamples. */
export interface PairedEstimate {
  value: number | null;
  terms: Float64Array | null;
  draws: Float64Array | null;
}

/** b - a on one log, with paired terms. */
export interface PairedDifference extends NormalInterval {
  bootstrap: EstimateBootstrap | null;
}

/**
 * The difference b - a of two estimates over the same rows (C5, A10): its terms are the differences of the terms, its
 * draws the differences of draws with the same resamples. Two overlapping intervals would say less. Null where either
 * has no value.
 */
export function pairedDifference(
  a: PairedEstimate,
  b: PairedEstimate,
  units: RowUnits,
  level = 0.95,
): PairedDifference {
  const value = a.value === null || b.value === null ? null : b.value - a.value;
  const terms = minus(b.terms, a.terms);
  const draws = minus(b.draws, a.draws);
  return {
    ...intervalOf(value, terms, units, level),
    bootstrap: draws === null || value === null ? null : summarizeDraws(draws, units.count, level),
  };
}

function minus(a: Float64Array | null, b: Float64Array | null): Float64Array | null {
  return a === null || b === null ? null : a.map((value, i) => value - b[i]!);
}
