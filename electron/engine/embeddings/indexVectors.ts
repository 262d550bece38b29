import type { VectorSpace } from '../../../shared/embeddings/vectorSpace';

/** Under dot one more: see `distanceOfKey`. */
export function indexDimension({ dimension, metric }: VectorSpace): number {
  return metric === 'dot' ? dimension + 1 : dimension;
}

/**
 * Vectors whose Euclidean order is that of the metric: each at length 1 under cosine; else all shortened alike, the longest
 * to 1, so that no square overflows in single precision, and under dot lengthened to 1 unless they are queries.
 */
export function indexVectors(space: VectorSpace, rows: readonly number[], asQueries: boolean): Float32Array {
  const { dimension, data, metric, squares, largestSquare } = space;
  const width = indexDimension(space);
  const vectors = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    const square = metric === 'cosine' ? squares[row]! : largestSquare;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 1;
    for (let at = 0; at < dimension; at++) vectors[i * width + at] = data[row * dimension + at]! * scale;
    if (metric === 'dot' && !asQueries) {
      vectors[i * width + dimension] = Math.sqrt(Math.max(0, 1 - squares[row]! * scale ** 2));
    }
  });
  return vectors;
}
