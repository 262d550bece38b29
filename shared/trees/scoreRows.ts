import type { CompiledForest } from './compileForest';
import { fillBlock } from './fillBlock';
import { blockRows, findLeaves, findMixedLeaves } from './findLeaves';
import { addMaskedLeaves, findMaskedValues, joinMasks } from './masks/findMaskedLeaves';
import { maskRows } from './masks/kernel';
import type { MaskChunk } from './masks/maskChunk';
import type { ForestPart } from './masks/maskParts';
import { finishScores, startScores } from './scoreRow';
import type { TreeEnsemble } from './treeEnsemble';

type Matrix = Float32Array | Float64Array;

/**
 * Raw scores of many rows, equal to those of `scoreRow` to the bit. `matrix` holds `rows` rows of one value a feature,
 * row after row; the result holds `outputs` values a row. Works block by block: memory beside the result is constant.
 */
export function scoreRows(forest: CompiledForest, matrix: Matrix, rows: number): Float64Array {
  const scores = startScores(forest.trees, rows);
  const walk = new Walk(forest);
  for (let start = 0; start < rows; start += maskRows) {
    const end = Math.min(rows, start + maskRows);
    for (const part of forest.parts) {
      if (part.masks) addMasked(forest, part, part.masks, matrix, start, end, scores);
      else for (let from = start; from < end; from += blockRows) walk.add(part, matrix, from, end, scores);
    }
  }
  return finishScores(forest.trees, scores);
}

const found = new Float64Array(maskRows);

function addMasked(
  forest: CompiledForest,
  { from, to }: ForestPart,
  masks: MaskChunk,
  matrix: Matrix,
  start: number,
  end: number,
  scores: Float64Array,
): void {
  const { trees } = forest;
  const adds = trees.aggregate === 'sum' || trees.aggregate === 'average';
  joinMasks(masks, trees, matrix, start, end - start);
  for (let tree = from; tree < to; tree++) {
    const first = start * trees.outputs + trees.treeOutput[tree]!;
    if (adds && masks.leaves[tree - from]!.length <= 32) {
      addMaskedLeaves(masks, tree - from, end - start, scores, first, trees);
    } else {
      findMaskedValues(masks, tree - from, end - start, found);
      addValues(trees, found, end - start, scores, first);
    }
  }
}

/** Scores blocks of rows by walking down the trees. */
class Walk {
  readonly #forest: CompiledForest;
  readonly #block: Float64Array;
  readonly #leaves = new Int32Array(blockRows);

  constructor(forest: CompiledForest) {
    this.#forest = forest;
    this.#block = new Float64Array(blockRows * forest.blockFeature.length);
  }

  add({ from, to }: ForestPart, matrix: Matrix, start: number, end: number, scores: Float64Array): void {
    const { trees, mixed } = this.#forest;
    const rows = Math.min(blockRows, end - start);
    fillBlock(this.#forest, matrix, start, rows, this.#block);
    for (let tree = from; tree < to; tree++) {
      if (mixed[tree]) findMixedLeaves(this.#forest, tree, this.#block, rows, this.#leaves, matrix, start);
      else findLeaves(this.#forest, tree, this.#block, rows, this.#leaves);
      addLeaves(this.#forest, this.#leaves, rows, scores, start * trees.outputs + trees.treeOutput[tree]!);
    }
  }
}

function addLeaves(
  { value, trees }: CompiledForest,
  leaves: Int32Array,
  rows: number,
  scores: Float64Array,
  first: number,
): void {
  for (let row = 0; row < rows; row++) found[row] = value[leaves[row]!]!;
  addValues(trees, found, rows, scores, first);
}

/** Joins a value for each row with `scores[first]`, `scores[first + outputs]`, …, as the aggregate says. */
function addValues(
  { outputs, aggregate, precision }: TreeEnsemble,
  values: Float64Array,
  rows: number,
  scores: Float64Array,
  first: number,
): void {
  if (aggregate === 'min') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) scores[at] = Math.min(scores[at]!, values[row]!);
  } else if (aggregate === 'max') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) scores[at] = Math.max(scores[at]!, values[row]!);
  } else if (precision === 'float64') {
    for (let row = 0, at = first; row < rows; row++, at += outputs) scores[at]! += values[row]!;
  } else {
    for (let row = 0, at = first; row < rows; row++, at += outputs)
      scores[at] = Math.fround(scores[at]! + values[row]!);
  }
}
