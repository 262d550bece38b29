/**
 * What is resampled: per unit (request or user) the sum of the values and how many there are, so that any resample
 * recomputes the query mean as Σ sums / Σ counts. Units without a value are left out.
 */
export interface UnitSums {
  sums: Float64Array;
  counts: Float64Array;
}

/** Every value is its own unit. NaN marks a missing value and is left out. */
export function unitsOfValues(values: ArrayLike<number>): UnitSums {
  const sums = Float64Array.from(values).filter((value) => !Number.isNaN(value));
  return { sums, counts: new Float64Array(sums.length).fill(1) };
}

/**
 * Values summed by unit. `unitOf[i]` is the dense code (0..unitCount-1) of value i, e.g. the user of a request; the
 * result keeps the order of codes. NaN values are left out. With `weights`, sums are Σ w·value and counts Σ w.
 */
export function clusterUnits(
  values: ArrayLike<number>,
  unitOf: ArrayLike<number>,
  unitCount: number,
  weights?: ArrayLike<number>,
): UnitSums {
  const sums = new Float64Array(unitCount);
  const counts = new Float64Array(unitCount);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    const unit = unitOf[i]!;
    const weight = weights === undefined ? 1 : weights[i]!;
    sums[unit] = sums[unit]! + weight * value;
    counts[unit] = counts[unit]! + weight;
  }
  return { sums: sums.filter((_, unit) => counts[unit]! > 0), counts: counts.filter((count) => count > 0) };
}

/** Units that each hold their own mean with count 1: resampling them gives the `by=user` number. */
export function unitMeans(units: UnitSums): UnitSums {
  return {
    sums: units.sums.map((sum, unit) => sum / units.counts[unit]!),
    counts: new Float64Array(units.sums.length).fill(1),
  };
}
