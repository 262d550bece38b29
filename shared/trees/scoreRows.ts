import type { CompiledForest } from './compileForest';
import { fillBlock } from './fillBlock';
import { blockRows, findLeaves, findMixedLeaves } from './findLeaves';
import { finishScores, startScores } from './scoreRow';

/**
 * Raw scores of many rows, equal to those of `scoreRow` to the bit. `matrix` holds `rows` rows of one value a feature,
 * row after row; the result holds `outputs` values a row. Works block by block: memory beside the result is constant.
 */
export function scoreRows(forest: CompiledForest, matrix: Float32Array | Float64Array, rows: number): Float64Array {
  const { trees } = forest;
  const { outputs } = trees;
  const scores = startScores(trees, rows);
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
  return finishScores(trees, scores);
}

function addLeaves(
  forest: CompiledForest,
  leaves: Int32Array,
  rows: number,
  scores: Float64Array,
  first: number,
): void {
  const { value, trees } = forest;
  const { outputs, aggregate } = trees;
  if (aggregate === 'min') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) {
      scores[at] = Math.min(scores[at]!, value[leaves[row]!]!);
    }
  } else if (aggregate === 'max') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) {
      scores[at] = Math.max(scores[at]!, value[leaves[row]!]!);
    }
  } else if (trees.precision === 'float64') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) scores[at]! += value[leaves[row]!]!;
  } else {
    for (let row = 0, at = first; row < rows; row++, at += outputs) {
      scores[at] = Math.fround(scores[at]! + value[leaves[row]!]!);
    }
  }
}
