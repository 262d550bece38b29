import { NeumaierAccumulator } from '../stats/neumaier';
import { normalQuantile, z975 } from '../stats/normal';
import { linearTerms } from './linearTerms';
import { valueOfParts } from './ratioPart';
import type { RowPart } from './rowPart';
import { partsByUnit, type RowUnits } from './rowUnits';

/** V ± z·se. All null where there is no value; `se` and the ends also below two units. */
export interface NormalInterval {
  value: number | null;
  se: number | null;
  lo: number | null;
  hi: number | null;
}

/**
 * `normal` of C4: V ± z·s/√n of the linear terms. With units of several rows the sums of units take the place of rows, which
 * is the variance of a ratio in G1.
 */
export function normalInterval(parts: readonly RowPart[], units: RowUnits, level = 0.95): NormalInterval {
  const own = partsByUnit(parts, units);
  return intervalOf(valueOfParts(own), linearTerms(own), level);
}

/** The interval of a value with these terms. */
export function intervalOf(value: number | null, terms: Float64Array | null, level = 0.95): NormalInterval {
  const se = terms === null ? null : standardError(terms);
  if (value === null || se === null) return { value, se, lo: null, hi: null };
  const half = (level === 0.95 ? z975 : normalQuantile((1 + level) / 2)) * se;
  return { value, se, lo: value - half, hi: value + half };
}

/** s/√n of terms that sum to 0, one a unit; null below two. */
export function standardError(terms: Float64Array): number | null {
  const n = terms.length;
  if (n < 2) return null;
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < n; i++) squares.add(terms[i]! * terms[i]!);
  return Math.sqrt(squares.total / (n - 1) / n);
}
