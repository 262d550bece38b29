import { goesLeft } from './goesLeft';
import type { TreeEnsemble } from './treeEnsemble';

/** The leaf that a row of one value a feature reaches in the tree with this root. */
export function leafOfRow(trees: TreeEnsemble, root: number, row: ArrayLike<number>): number {
  const exact = trees.precision === 'float64';
  let node = root;
  while (trees.feature[node]! >= 0) {
    const x = row[trees.feature[node]!]!;
    node = goesLeft(trees, node, exact ? x : Math.fround(x)) ? trees.left[node]! : trees.right[node]!;
  }
  return node;
}

/**
 * The raw score of each output of one row: the plain reference that fast evaluators agree with to the bit. Takes one
 * value a feature, in the order of `featureNames`; NaN is missing.
 */
export function scoreRow(trees: TreeEnsemble, row: ArrayLike<number>): Float64Array {
  const round = trees.precision === 'float32' ? Math.fround : (value: number) => value;
  const sums = trees.average ? new Float64Array(trees.outputs) : Float64Array.from(trees.base, round);
  const counts = new Int32Array(trees.outputs);
  trees.roots.forEach((root, tree) => {
    const output = trees.treeOutput[tree]!;
    sums[output] = round(sums[output]! + trees.value[leafOfRow(trees, root, row)]!);
    counts[output]!++;
  });
  return trees.average ? averaged(trees, sums, counts) : sums;
}

/** Sums of an averaging forest divided by the number of trees of each output, and the base added; changes `sums`. */
export function averaged(trees: TreeEnsemble, sums: Float64Array, counts: Int32Array): Float64Array {
  const round = trees.precision === 'float32' ? Math.fround : (value: number) => value;
  const { outputs, base } = trees;
  for (let at = 0; at < sums.length; at++) {
    const output = at % outputs;
    const mean = counts[output] === 0 ? 0 : round(sums[at]! / counts[output]!);
    sums[at] = base[output] === 0 ? mean : round(mean + base[output]!);
  }
  return sums;
}
