import type { VectorSpace } from '../../../shared/embeddings/vectorSpace';

/** Under dot one more: see `distanceOfKey`. */
export function indexDimension({ dimension, metric }: VectorSpace): number {
  return metric === 'dot' ? dimension + 1 : dimension;
}

/** Vectors whose Euclidean order is that of the metric: as they are, of length 1, or lengthened to the longest one. */
export function indexVectors(space: VectorSpace, rows: readonly number[], asQueries: boolean): Float32Array {
  const { dimension, data, metric, squares, largestSquare } = space;
  const width = indexDimension(space);
  const vectors = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    const vector = data.subarray(row * dimension, (row + 1) * dimension);
    vectors.set(vector, i * width);
    if (metric === 'cosine') {
      const scale = 1 / Math.sqrt(squares[row]!);
      for (let at = 0; at < dimension; at++) vectors[i * width + at]! *= scale;
    }
    if (metric === 'dot' && !asQueries) vectors[i * width + dimension] = Math.sqrt(largestSquare - squares[row]!);
  });
  return vectors;
}
