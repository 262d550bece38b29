import type { RatioPart } from './ratioPart';
import type { RowPart } from './rowPart';

/** What is resampled: `codes` gives each row its unit, 0..count-1; null: every row is its own. */
export interface RowUnits {
  codes: Int32Array | null;
  count: number;
}

/** Sums that parts share, by what they are the sums of; null: the number of rows. */
export type KnownSums = Map<Float64Array | null, Float64Array>;

/**
 * The parts summed by unit: the same ratios, and all that intervals need. A denominator that parts share is summed once, and
 * kept in `known`.
 */
export function partsByUnit(parts: readonly RowPart[], units: RowUnits, known: KnownSums = new Map()): RatioPart[] {
  return parts.map(({ numerator, denominator }) => {
    if (units.codes === null) return { numerator: valuesOf(numerator, units.count), denominator };
    const sums = known.get(denominator) ?? sumOrCount(denominator, units.codes, units.count);
    known.set(denominator, sums);
    return { numerator: sumsOf(numerator, units.codes, units.count), denominator: sums };
  });
}

/** Parts of units summed once more, by group of units; the parts themselves where every unit is its own group. */
export function partsByGroup(parts: readonly RatioPart[], groups: RowUnits, known: KnownSums): RatioPart[] {
  if (groups.codes === null) return [...parts];
  const rowParts = parts.map(({ numerator, denominator }) => ({
    numerator: (unit: number) => numerator[unit]!,
    denominator,
  }));
  return partsByUnit(rowParts, groups, known);
}

function valuesOf(of: (i: number) => number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = of(i);
  return values;
}

function sumsOf(of: (i: number) => number, codes: Int32Array, count: number): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += of(i);
  return sums;
}

function sumOrCount(values: Float64Array | null, codes: Int32Array, count: number): Float64Array {
  return sumsOf(values === null ? () => 1 : (i) => values[i]!, codes, count);
}
