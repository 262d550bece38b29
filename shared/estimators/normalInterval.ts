import { NeumaierAccumulator } from '../stats/neumaier';
import { normalQuantile, z975 } from '../stats/normal';
import { linearTerms } from './linearTerms';
import { type RatioPart, valueOfParts } from './ratioPart';
import { type RowUnits, sumByUnit } from './rowUnits';

/** V ± z·se. All null where there is no value; `se` and the ends also below two units. */
export interface NormalInterval {
  value: number | null;
  se: number | null;
  lo: number | null;
  hi: number | null;
}

/**
 * `normal` of C4: V ± z·s/√n of the linear terms. With units of several rows, terms are summed by unit first:
 * se² = U/(U-1)·Σ_u T_u²/n², which is s²/n where every row is its own unit.
 */
export function normalInterval(parts: readonly RatioPart[], units: RowUnits, level = 0.95): NormalInterval {
  return intervalOf(valueOfParts(parts), linearTerms(parts), units, level);
}

/** The interval of a value with these terms. */
export function intervalOf(
  value: number | null,
  terms: Float64Array | null,
  units: RowUnits,
  level = 0.95,
): NormalInterval {
  const se = terms === null ? null : standardError(terms, units);
  if (value === null || se === null) return { value, se, lo: null, hi: null };
  const half = (level === 0.95 ? z975 : normalQuantile((1 + level) / 2)) * se;
  return { value, se, lo: value - half, hi: value + half };
}

/** The standard error of an estimate whose linear terms these are; null below two units. */
export function standardError(terms: Float64Array, units: RowUnits): number | null {
  if (units.count < 2) return null;
  const squares = new NeumaierAccumulator();
  for (const term of sumByUnit(terms, units)) squares.add(term * term);
  return Math.sqrt((squares.total * units.count) / (units.count - 1)) / terms.length;
}
