import type { UnitSums } from '../../../shared/stats/units';

/**
 * What is resampled in a contest. `codes` gives each request of the set its unit (0..count-1); null means that every
 * request is its own unit.
 */
export interface ContestUnits {
  name: string;
  count: number;
  codes: Int32Array | null;
}

/** Sums and counts of a per-request vector by unit, over all units: one without a value keeps count 0. */
export function sumByUnit(values: Float64Array, units: ContestUnits): UnitSums {
  const sums = new Float64Array(units.count);
  const counts = new Float64Array(units.count);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const unit = units.codes === null ? i : units.codes[i]!;
    sums[unit]! += value;
    counts[unit]! += 1;
  }
  return { sums, counts };
}

/** Vectors with equal counts share one array, so that resampling draws their counts once. */
export function shareCounts(vectors: readonly UnitSums[]): UnitSums[] {
  const kept: Float64Array[] = [];
  return vectors.map((vector) => {
    const known = kept.find((counts) => equal(counts, vector.counts));
    if (known) return { sums: vector.sums, counts: known };
    kept.push(vector.counts);
    return vector;
  });
}

/** The units that have a value. */
export function presentUnits(vector: UnitSums): UnitSums {
  const present = (_: number, unit: number) => vector.counts[unit]! > 0;
  return { sums: vector.sums.filter(present), counts: vector.counts.filter((count) => count > 0) };
}

function equal(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return a.length === b.length;
}
