import { quantileSorted, sortedValues } from '../stats/quantile';

/** A feature that may be changed, and to what. */
export interface Changeable {
  /** Column of the rows. */
  feature: number;
  name: string;
  /** Values to try, ascending and distinct. */
  candidates: Float64Array;
  /** A change is measured in these units: MAD of the reference rows, else their standard deviation. */
  unit: number;
  /** Whether values between candidates may be tried too: true for numbers of models that are not trees. */
  between: boolean;
}

export interface FeatureFacts {
  feature: number;
  name: string;
  /** number, count, category, id, bool, time, text or list. */
  kind: string;
  /** Values of the two items and of reference rows; NaN is missing. */
  own: number;
  other: number;
  reference: Float64Array;
  /** Values on both sides of every split; null for models that are not trees. */
  sides: Float64Array | null;
}

const percentiles = Array.from({ length: 99 }, (_, at) => (at + 1) / 100);

/**
 * What may be tried for a feature (definitions E4): the other item's value, percentiles 1 to 99 of the reference rows,
 * and both sides of every split; or, in words, why the feature is frozen.
 */
export function changeableOf(facts: FeatureFacts): Changeable | string {
  const { feature, name, kind, own, other, reference, sides } = facts;
  if (kind === 'id' || kind === 'time') return kind === 'id' ? 'an id' : 'a time';
  if (kind === 'text' || kind === 'list') return `a ${kind}`;
  if (Number.isNaN(own)) return 'missing for this item';
  const sorted = sortedValues(reference);
  const unit = unitOf(sorted);
  if (unit === null) return 'the same in the reference rows';
  const tried = [other, ...percentilesOf(sorted, kind), ...(sides ?? [])];
  const candidates = Float64Array.from(
    new Set(tried.filter((value) => Number.isFinite(value) && value !== own)),
  ).sort();
  return { feature, name, candidates, unit, between: sides === null && kind === 'number' };
}

/** Whole-number kinds take values that occur, others interpolate. */
function percentilesOf(sorted: Float64Array, kind: string): number[] {
  if (kind === 'number') return percentiles.map((p) => quantileSorted(sorted, p) ?? Number.NaN);
  return percentiles.map((p) => sorted[Math.floor(p * (sorted.length - 1))] ?? Number.NaN);
}

/** Median absolute deviation, else standard deviation; null where both are 0 or there are no values. */
function unitOf(sorted: Float64Array): number | null {
  const median = quantileSorted(sorted, 0.5);
  if (median === null) return null;
  const deviations = sorted.map((value) => Math.abs(value - median)).sort();
  const mad = quantileSorted(deviations, 0.5)!;
  if (mad > 0 && Number.isFinite(mad)) return mad;
  const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
  const sd = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2 / Math.max(1, sorted.length - 1), 0));
  return sd > 0 && Number.isFinite(sd) ? sd : null;
}
