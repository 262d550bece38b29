import type { UnitSums } from '../../../shared/stats/units';

/**
 * What is resampled in a contest. `codes` gives each request of the set its unit (0..count-1); null means that every
 * request is its own unit.
 */
export interface ContestUnits {
  name: string;
  count: number;
  codes: Int32Array | null;
  /** Each request's sampling weight; null where every request counts the same. */
  weights: Float64Array | null;
}

/**
 * Sums and counts of a per-request vector by unit, over all units: one without a value keeps count 0. With sampling
 * weights, sums are Σ w·value and counts Σ w.
 */
export function sumByUnit(values: Float64Array, units: ContestUnits): UnitSums {
  const sums = new Float64Array(units.count);
  const counts = new Float64Array(units.count);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const unit = units.codes === null ? i : units.codes[i]!;
    const weight = units.weights === null ? 1 : units.weights[i]!;
    sums[unit]! += weight * value;
    counts[unit]! += weight;
  }
  return { sums, counts };
}

/** The mean weight of each unit's requests that have a value; 1 for all without sampling weights, 0 for none. */
export function unitWeights(values: Float64Array, units: ContestUnits): Float64Array {
  const counted = new Float64Array(units.count);
  const weights = new Float64Array(units.count);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const unit = units.codes === null ? i : units.codes[i]!;
    counted[unit]! += 1;
    weights[unit]! += units.weights === null ? 1 : units.weights[i]!;
  }
  return weights.map((weight, unit) => (counted[unit]! > 0 ? weight / counted[unit]! : 0));
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
