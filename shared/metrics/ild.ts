/**
 * Intra-list diversity: mean over unordered pairs of 1 - cos(v_i, v_j). `vectors` holds the items' vectors one after the
 * other, `dimension` numbers each. Null with fewer than 2 items or a zero (or non-finite) vector.
 */
export function ild(vectors: Float64Array | Float32Array, dimension: number): number | null {
  const n = dimension > 0 ? vectors.length / dimension : 0;
  if (n < 2) return null;
  const units = new Float64Array(vectors.length);
  for (let i = 0; i < n; i++) {
    const vector = vectors.subarray(i * dimension, (i + 1) * dimension);
    const norm = Math.hypot(...vector);
    if (!(norm > 0 && norm < Number.POSITIVE_INFINITY)) return null;
    for (let d = 0; d < dimension; d++) units[i * dimension + d] = vector[d]! / norm;
  }
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) sum += 1 - dot(units, i * dimension, j * dimension, dimension);
  return sum / ((n * (n - 1)) / 2);
}

function dot(values: Float64Array, a: number, b: number, length: number): number {
  let sum = 0;
  for (let d = 0; d < length; d++) sum += values[a + d]! * values[b + d]!;
  return sum;
}
