/**
 * Quantile by linear interpolation at h = (n-1)p ("type 7", numpy's default) of values sorted ascending. Null when
 * empty. `p` in [0, 1].
 */
export function quantileSorted(sorted: ArrayLike<number>, p: number): number | null {
  const n = sorted.length;
  if (n === 0) return null;
  const h = (n - 1) * p;
  const below = Math.floor(h);
  const low = sorted[below]!;
  if (h === below) return low;
  const high = sorted[below + 1]!;
  return low === high ? low : low + (h - below) * (high - low);
}

/** Type 7 quantile of unsorted values; NaN marks a missing value and is left out. Null when nothing is left. */
export function quantile(values: ArrayLike<number>, p: number): number | null {
  return quantileSorted(sortedValues(values), p);
}

/** The values ascending as a new array, without the NaN. */
export function sortedValues(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
