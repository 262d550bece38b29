import type { RatioPart } from './ratioPart';

/** What is resampled: `codes` gives each row its unit, 0..count-1; null: every row is its own. */
export interface RowUnits {
  codes: Int32Array | null;
  count: number;
}

/** The values summed by unit; the array itself where every row is its own. */
export function sumByUnit(values: Float64Array, { codes, count }: RowUnits): Float64Array {
  if (codes === null) return values;
  const sums = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += values[i]!;
  return sums;
}

/** Sums that parts share, by what they are the sums of; null: the number of rows. */
export type KnownSums = Map<Float64Array | null, Float64Array | null>;

/**
 * The parts with one entry a unit in place of one a row: the same ratios, and all that intervals need. A denominator that
 * parts share is summed once, and kept in `known`.
 */
export function partsByUnit(parts: readonly RatioPart[], units: RowUnits, known: KnownSums = new Map()): RatioPart[] {
  if (units.codes === null) return [...parts];
  return parts.map(({ numerator, denominator }) => {
    const kept = known.get(denominator);
    const sums = kept === undefined ? denominatorSums(denominator, units) : kept;
    known.set(denominator, sums);
    return { numerator: sumByUnit(numerator, units), denominator: sums };
  });
}

function denominatorSums(denominator: Float64Array | null, units: RowUnits): Float64Array {
  if (denominator !== null) return sumByUnit(denominator, units);
  const rows = new Float64Array(units.count);
  for (const unit of units.codes!) rows[unit]! += 1;
  return rows;
}
