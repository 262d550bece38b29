import type { CompiledForest } from './compileForest';
import { fillBlock } from './fillBlock';
import { blockRows, findLeaves, findMixedLeaves } from './findLeaves';
import { averaged } from './scoreRow';

/**
 * Raw scores of many rows, equal to those of `scoreRow` to the bit. `matrix` holds `rows` rows of one value a feature,
 * row after row; the result holds `outputs` values a row. Works block by block: memory beside the result is constant.
 */
export function scoreRows(forest: CompiledForest, matrix: Float64Array, rows: number): Float64Array {
  const { trees } = forest;
  const { outputs } = trees;
  const scores = new Float64Array(rows * outputs);
  if (!trees.average) for (let at = 0; at < scores.length; at++) scores[at] = trees.base[at % outputs]!;
  if (trees.precision === 'float32') for (let at = 0; at < scores.length; at++) scores[at] = Math.fround(scores[at]!);
  const block = new Float64Array(blockRows * forest.blockFeature.length);
  const leaves = new Int32Array(blockRows);
  for (let start = 0; start < rows; start += blockRows) {
    const some = Math.min(blockRows, rows - start);
    fillBlock(forest, matrix, start, some, block);
    for (let tree = 0; tree < forest.root.length; tree++) {
      if (forest.mixed[tree]) findMixedLeaves(forest, tree, block, some, leaves, matrix, start);
      else findLeaves(forest, tree, block, some, leaves);
      addLeaves(forest, leaves, some, scores, start * outputs + trees.treeOutput[tree]!);
    }
  }
  if (!trees.average) return scores;
  const counts = new Int32Array(outputs);
  for (const output of trees.treeOutput) counts[output]!++;
  return averaged(trees, scores, counts);
}

function addLeaves(
  forest: CompiledForest,
  leaves: Int32Array,
  rows: number,
  scores: Float64Array,
  first: number,
): void {
  const { value, trees } = forest;
  const { outputs } = trees;
  if (trees.precision === 'float64') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) scores[at]! += value[leaves[row]!]!;
  } else {
    for (let row = 0, at = first; row < rows; row++, at += outputs) {
      scores[at] = Math.fround(scores[at]! + value[leaves[row]!]!);
    }
  }
}
