/** How an embedding is searched, as in case.yaml. */
export type VectorMetric = 'cosine' | 'dot' | 'euclidean';

/** Vectors of one length, row after row. */
export interface Vectors {
  rows: number;
  dimension: number;
  /** rows x dimension numbers. */
  data: Float32Array;
}

/** Vectors with what their metric needs of each row. */
export interface VectorSpace extends Vectors {
  metric: VectorMetric;
  /** Squared length of each row. */
  squares: Float64Array;
  /** The largest of `squares`. */
  largestSquare: number;
}

export function vectorSpace(vectors: Vectors, metric: VectorMetric): VectorSpace {
  const { rows, dimension, data } = vectors;
  const squares = new Float64Array(rows);
  let largestSquare = 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * dimension; at < (row + 1) * dimension; at++) sum += data[at]! * data[at]!;
    squares[row] = sum;
    if (sum > largestSquare) largestSquare = sum;
  }
  return { rows, dimension, data, metric, squares, largestSquare };
}

/**
 * What neighbors are ordered by, smallest first: the squared distance under euclidean, 1 - cosine, or the negative inner
 * product under dot. Sums run over the vector in its order, so that every form of the search gives the same bits.
 */
export function pairKey(space: VectorSpace, i: number, j: number): number {
  const { dimension, data, metric } = space;
  const [a, b] = [i * dimension, j * dimension];
  let sum = 0;
  if (metric === 'euclidean') {
    for (let at = 0; at < dimension; at++) {
      const difference = data[b + at]! - data[a + at]!;
      sum += difference * difference;
    }
    return sum;
  }
  for (let at = 0; at < dimension; at++) sum += data[b + at]! * data[a + at]!;
  return keyOfProduct(space, i, j, sum);
}

/** The key of a pair under cosine or dot from its inner product. */
export function keyOfProduct({ metric, squares }: VectorSpace, i: number, j: number, product: number): number {
  return metric === 'dot' ? -product : 1 - product / Math.sqrt(squares[i]! * squares[j]!);
}

/**
 * The distance that belongs to a key of row i, never negative and of the same order. Under dot it is the Euclidean
 * distance after the reduction of maximum inner products to nearest neighbors (Bachrach et al. 2014): every vector is
 * lengthened to the longest one by a coordinate that the query does not have.
 */
export function distanceOfKey({ metric, squares, largestSquare }: VectorSpace, i: number, key: number): number {
  if (metric === 'euclidean') return Math.sqrt(key);
  if (metric === 'cosine') return Math.max(0, key);
  return Math.sqrt(Math.max(0, squares[i]! + largestSquare + 2 * key));
}
