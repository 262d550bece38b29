/** What is resampled: `codes` gives each row its unit, 0..count-1; null: every row is its own. */
export interface RowUnits {
  codes: Int32Array | null;
  count: number;
}

/** The values summed by unit; the array itself where every row is its own. Null stands for 1 a row. */
export function sumByUnit(values: Float64Array | null, { codes, count }: RowUnits): Float64Array {
  if (codes === null) return values ?? new Float64Array(count).fill(1);
  const sums = new Float64Array(count);
  if (values === null) for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += 1;
  else for (let i = 0; i < codes.length; i++) sums[codes[i]!]! += values[i]!;
  return sums;
}
