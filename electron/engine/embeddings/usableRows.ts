import type { VectorMetric, Vectors } from '../../../shared/embeddings/vectorSpace';

/** Vectors without the rows that have no place: `kept` are their rows before, ascending. */
export interface UsableVectors extends Vectors {
  kept: Int32Array;
  /** Rows with a number that is not finite. */
  notFinite: number;
  /** Rows of length 0, which have no direction; left out under cosine only. */
  zero: number;
}

/** Leaves out rows that a map cannot place. Vectors that are all usable are not copied. */
export function usableRows({ rows, dimension, data }: Vectors, metric: VectorMetric): UsableVectors {
  const kept = new Int32Array(rows);
  let [count, notFinite, zero] = [0, 0, 0];
  for (let row = 0; row < rows; row++) {
    let square = 0;
    for (let at = row * dimension; at < (row + 1) * dimension; at++) square += data[at]! * data[at]!;
    if (!Number.isFinite(square)) notFinite += 1;
    else if (square === 0 && metric === 'cosine') zero += 1;
    else kept[count++] = row;
  }
  const used = count === rows ? data : new Float32Array(count * dimension);
  for (let i = 0; count < rows && i < count; i++) {
    used.set(data.subarray(kept[i]! * dimension, (kept[i]! + 1) * dimension), i * dimension);
  }
  return { rows: count, dimension, data: used, kept: kept.subarray(0, count), notFinite, zero };
}
