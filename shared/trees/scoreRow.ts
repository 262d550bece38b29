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
  const sums = startScores(trees, 1);
  trees.roots.forEach((root, tree) => {
    const output = trees.treeOutput[tree]!;
    sums[output] = joined(trees, sums[output]!, trees.value[leafOfRow(trees, root, row)]!);
  });
  return finishScores(trees, sums);
}

/** What an aggregate of no tree is, for each output of each row: for the smallest and largest, infinity. */
export function startScores(
  { aggregate, baseFirst, base, outputs, precision }: TreeEnsemble,
  rows: number,
): Float64Array {
  const scores = new Float64Array(rows * outputs);
  if (aggregate === 'min') return scores.fill(Number.POSITIVE_INFINITY);
  if (aggregate === 'max') return scores.fill(Number.NEGATIVE_INFINITY);
  if (aggregate === 'average' || !baseFirst) return scores;
  const round = precision === 'float32' ? Math.fround : (value: number) => value;
  for (let at = 0; at < scores.length; at++) scores[at] = round(base[at % outputs]!);
  return scores;
}

function joined({ aggregate, precision }: TreeEnsemble, score: number, value: number): number {
  if (aggregate === 'min') return Math.min(score, value);
  if (aggregate === 'max') return Math.max(score, value);
  return precision === 'float32' ? Math.fround(score + value) : score + value;
}

/** Aggregates of all trees with means taken and the base added, where it was not the start; changes `scores`. */
export function finishScores(trees: TreeEnsemble, scores: Float64Array): Float64Array {
  const { outputs, base, aggregate, baseFirst, treeOutput } = trees;
  if (aggregate === 'sum' && baseFirst) return scores;
  const round = trees.precision === 'float32' ? Math.fround : (value: number) => value;
  const counts = new Int32Array(outputs);
  for (const output of treeOutput) counts[output]!++;
  for (let at = 0; at < scores.length; at++) {
    const output = at % outputs;
    const all = aggregate === 'average' ? round(scores[at]! / counts[output]!) : scores[at]!;
    scores[at] = round((counts[output] === 0 ? 0 : all) + base[output]!);
  }
  return scores;
}
