import type { CompiledForest } from './compileForest';
import { zeroLimit } from './treeEnsemble';

/**
 * Writes `rows` rows of a row-major matrix, from row `start` on, as a block: row after row, a value for each block
 * column, in the ensemble's precision and with missing values replaced.
 */
export function fillBlock(
  forest: CompiledForest,
  matrix: Float32Array | Float64Array,
  start: number,
  rows: number,
  block: Float64Array,
) {
  const { blockFeature, blockFill, blockZero, trees } = forest;
  const width = blockFeature.length;
  const features = trees.featureNames.length;
  for (let column = 0; column < width; column++) {
    const fill = blockFill[column]!;
    let from = start * features + blockFeature[column]!;
    let to = column;
    for (let row = 0; row < rows; row++, from += features, to += width) {
      const x = matrix[from]!;
      block[to] = Number.isNaN(x) ? fill : x;
    }
    if (blockZero[column]) replaceZeros(block, column, width, rows, fill);
  }
  if (trees.precision === 'float32') for (let at = 0; at < rows * width; at++) block[at] = Math.fround(block[at]!);
}

function replaceZeros(block: Float64Array, column: number, width: number, rows: number, fill: number): void {
  for (let row = 0, at = column; row < rows; row++, at += width) {
    const x = block[at]!;
    if (x >= -zeroLimit && x <= zeroLimit) block[at] = fill;
  }
}
