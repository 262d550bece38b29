import { keyOfProduct, type VectorSpace } from './vectorSpace';

/** Rows whose keys are computed together: each vector that is read is used this often. */
export const blockRows = 4;

/**
 * The keys (see `pairKey`, same bits) of up to four rows against all: `keys[b * rows + j]` belongs to `block[b]` and row j.
 * `keys` holds `blockRows` x rows numbers.
 */
export function fillKeys(space: VectorSpace, block: ArrayLike<number>, keys: Float64Array): void {
  const { rows, dimension, metric } = space;
  const last = block.length - 1;
  const starts = Array.from({ length: blockRows }, (_, b) => block[Math.min(b, last)]! * dimension);
  if (metric === 'euclidean') fillSquares(space, starts, keys);
  else fillProducts(space, starts, keys);
  if (metric === 'euclidean') return;
  for (let b = 0; b < block.length; b++) {
    const row = block[b]!;
    for (let j = 0, at = b * rows; j < rows; j++, at++) keys[at] = keyOfProduct(space, row, j, keys[at]!);
  }
}

function fillProducts({ rows, dimension, data }: VectorSpace, starts: readonly number[], keys: Float64Array): void {
  const [a, b, c, d] = starts as [number, number, number, number];
  for (let j = 0; j < rows; j++) {
    const start = j * dimension;
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let at = 0; at < dimension; at++) {
      const value = data[start + at]!;
      sumA += value * data[a + at]!;
      sumB += value * data[b + at]!;
      sumC += value * data[c + at]!;
      sumD += value * data[d + at]!;
    }
    keys[j] = sumA;
    keys[rows + j] = sumB;
    keys[2 * rows + j] = sumC;
    keys[3 * rows + j] = sumD;
  }
}

function fillSquares({ rows, dimension, data }: VectorSpace, starts: readonly number[], keys: Float64Array): void {
  const [a, b, c, d] = starts as [number, number, number, number];
  for (let j = 0; j < rows; j++) {
    const start = j * dimension;
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0];
    for (let at = 0; at < dimension; at++) {
      const value = data[start + at]!;
      const [offA, offB, offC, offD] = [
        value - data[a + at]!,
        value - data[b + at]!,
        value - data[c + at]!,
        value - data[d + at]!,
      ];
      sumA += offA * offA;
      sumB += offB * offB;
      sumC += offC * offC;
      sumD += offD * offD;
    }
    keys[j] = sumA;
    keys[rows + j] = sumB;
    keys[2 * rows + j] = sumC;
    keys[3 * rows + j] = sumD;
  }
}
