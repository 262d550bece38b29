import { blockRows, fillKeys } from './keyBlock';
import { distanceOfKey, type VectorSpace } from './vectorSpace';

/** The k nearest other rows of each row, nearest first; equal distances in the order of their rows. */
export interface Neighbors {
  rows: number;
  k: number;
  /** rows x k row numbers. */
  indices: Int32Array;
  /** rows x k distances, see `distanceOfKey`. */
  distances: Float64Array;
}

export function emptyNeighbors(rows: number, k: number): Neighbors {
  return { rows, k, indices: new Int32Array(rows * k), distances: new Float64Array(rows * k) };
}

/** Exact nearest neighbors by comparing every pair; the row itself is never among them. 1 <= k < rows. */
export function exactNeighbors(space: VectorSpace, k: number): Neighbors {
  const found = emptyNeighbors(space.rows, k);
  const search = exactSearch(space, k);
  for (let row = 0; row < space.rows; row += blockRows) {
    const block = Array.from({ length: Math.min(blockRows, space.rows - row) }, (_, b) => row + b);
    search(block, found.indices.subarray(row * k), found.distances.subarray(row * k));
  }
  return found;
}

/** A search with its own memory: the neighbors of up to four rows go to the start of `indices` and `distances`. */
export function exactSearch(space: VectorSpace, k: number) {
  const keys = new Float64Array(blockRows * space.rows);
  return (block: readonly number[], indices: Int32Array, distances: Float64Array): void => {
    fillKeys(space, block, keys);
    block.forEach((row, b) => {
      const nearest = indices.subarray(b * k, (b + 1) * k);
      const own = keys.subarray(b * space.rows, (b + 1) * space.rows);
      selectNearest(own, row, nearest);
      for (let at = 0; at < k; at++) distances[b * k + at] = distanceOfKey(space, row, own[nearest[at]!]!);
    });
  };
}

/** The rows of the smallest keys in ascending order, equal keys by row, without `self`; as many as `nearest` takes. */
export function selectNearest(keys: Float64Array, self: number, nearest: Int32Array): void {
  const k = nearest.length;
  let size = 0;
  let worst = Number.POSITIVE_INFINITY;
  for (let j = 0; j < keys.length; j++) {
    const key = keys[j]!;
    if ((size === k && !(key < worst)) || j === self) continue;
    let at = size < k ? size : k - 1;
    for (; at > 0 && keys[nearest[at - 1]!]! > key; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = j;
    if (size < k) size += 1;
    worst = keys[nearest[size - 1]!]!;
  }
}
