import type { CompiledForest } from './compileForest';
import { goesLeft } from './goesLeft';

/** Rows of one block: enough to use a tree while it is in the cache, few enough that their values stay there too. */
export const blockRows = 64;

/**
 * The leaf that each row of a block reaches in a tree without special splits. Eight rows descend side by side for a
 * fixed number of rounds without a branch, so that the processor neither guesses nor waits; a row that is not in a leaf
 * by then walks on alone. `block` holds `blockRows` rows, a multiple of eight; `leaves` gets one node a row.
 */
export function findLeaves(
  forest: CompiledForest,
  tree: number,
  block: Float64Array,
  rows: number,
  leaves: Int32Array,
) {
  const { column, limit, next } = forest;
  const width = forest.blockFeature.length;
  const root = forest.root[tree]!;
  const rounds = forest.rounds[tree]!;
  for (let row = 0, r = 0; row < rows; row += 8, r += 8 * width) {
    let [a, b, c, d] = [root, root, root, root];
    let [e, f, g, h] = [root, root, root, root];
    for (let round = 0; round < rounds; round++) {
      a = next[a]! + +(block[r + column[a]!]! > limit[a]!);
      b = next[b]! + +(block[r + width + column[b]!]! > limit[b]!);
      c = next[c]! + +(block[r + 2 * width + column[c]!]! > limit[c]!);
      d = next[d]! + +(block[r + 3 * width + column[d]!]! > limit[d]!);
      e = next[e]! + +(block[r + 4 * width + column[e]!]! > limit[e]!);
      f = next[f]! + +(block[r + 5 * width + column[f]!]! > limit[f]!);
      g = next[g]! + +(block[r + 6 * width + column[g]!]! > limit[g]!);
      h = next[h]! + +(block[r + 7 * width + column[h]!]! > limit[h]!);
    }
    leaves[row] = a;
    leaves[row + 1] = b;
    leaves[row + 2] = c;
    leaves[row + 3] = d;
    leaves[row + 4] = e;
    leaves[row + 5] = f;
    leaves[row + 6] = g;
    leaves[row + 7] = h;
  }
  for (let row = 0; row < rows; row++) {
    let node = leaves[row]!;
    while (next[node] !== node) node = next[node]! + +(block[row * width + column[node]!]! > limit[node]!);
    leaves[row] = node;
  }
}

/** As `findLeaves`, for a tree with special splits; these look at the rows of the matrix from `start` on. */
export function findMixedLeaves(
  forest: CompiledForest,
  tree: number,
  block: Float64Array,
  rows: number,
  leaves: Int32Array,
  matrix: Float32Array | Float64Array,
  start: number,
): void {
  const { column, limit, next, special, trees } = forest;
  const width = forest.blockFeature.length;
  const features = trees.featureNames.length;
  const exact = trees.precision === 'float64';
  for (let row = 0; row < rows; row++) {
    let node = forest.root[tree]!;
    while (next[node] !== node) {
      const split = special[node]!;
      if (split < 0) {
        node = next[node]! + +(block[row * width + column[node]!]! > limit[node]!);
      } else {
        const x = matrix[(start + row) * features + trees.feature[split]!]!;
        node = next[node]! + (goesLeft(trees, split, exact ? x : Math.fround(x)) ? 0 : 1);
      }
    }
    leaves[row] = node;
  }
}
