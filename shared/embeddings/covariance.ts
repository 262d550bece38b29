import type { VectorSpace } from './vectorSpace';

/** Mean and covariance of rows; a row is divided by its length under cosine, which only sees directions. */
export interface Covariance {
  dimension: number;
  mean: Float64Array;
  /** dimension x dimension numbers. */
  matrix: Float64Array;
}

/** Multiplications that a covariance may take, about a second. */
const mostWork = 1e9;
const leastRows = 1000;

/** Of all rows, or of evenly spaced ones where all would take too long. */
export function covariance(space: VectorSpace): Covariance {
  const { rows, dimension } = space;
  const used = Math.min(rows, Math.max(leastRows, Math.floor(mostWork / dimension ** 2)));
  const rowOf = (i: number) => Math.floor((i * rows) / used);
  const mean = new Float64Array(dimension);
  for (let i = 0; i < used; i++) addRow(space, rowOf(i), mean);
  for (let at = 0; at < dimension; at++) mean[at]! /= used;
  const matrix = new Float64Array(dimension ** 2);
  const row = new Float64Array(dimension);
  for (let i = 0; i < used; i++) {
    for (let at = 0; at < dimension; at++) row[at] = -mean[at]!;
    addRow(space, rowOf(i), row);
    addProducts(row, matrix);
  }
  for (let a = 0; a < dimension; a++) {
    for (let b = a; b < dimension; b++) {
      const value = matrix[a * dimension + b]! / used;
      matrix[a * dimension + b] = value;
      matrix[b * dimension + a] = value;
    }
  }
  return { dimension, mean, matrix };
}

/** Adds a row of the space, as `Covariance` takes it. */
export function addRow({ dimension, data, metric, squares }: VectorSpace, row: number, sums: Float64Array): void {
  const scale = metric === 'cosine' ? 1 / Math.sqrt(squares[row]!) : 1;
  const start = row * dimension;
  for (let at = 0; at < dimension; at++) sums[at]! += data[start + at]! * scale;
}

/** Adds the upper triangle of the outer product. */
function addProducts(row: Float64Array, matrix: Float64Array): void {
  const dimension = row.length;
  for (let a = 0; a < dimension; a++) {
    const value = row[a]!;
    const start = a * dimension;
    for (let b = a; b < dimension; b++) matrix[start + b]! += value * row[b]!;
  }
}
