import type { TreeEnsemble } from '../treeEnsemble';
import { blockLanes, maskRows } from './kernel';
import type { MaskChunk } from './maskChunk';

/**
 * Finds leaves by masks (QuickScorer, Lucchese et al., SIGIR 2015, with tables of joined masks): every split that sends a
 * row right takes the leaves under its left child out of the tree's mask, and of what is left the leftmost is the row's
 * leaf. What all splits on a feature take out depends on the rank of its value among their limits only, so
 * it lies ready in a table, and a row is a bitwise and of one table row a feature, for all trees at once.
 *
 * Works on at most `maskRows` rows of a matrix, from row `start` on.
 */
export function joinMasks(
  chunk: MaskChunk,
  { featureNames, precision }: TreeEnsemble,
  matrix: Float32Array | Float64Array,
  start: number,
  rows: number,
): void {
  fillValues(chunk, matrix, featureNames.length, start, rows, precision === 'float32');
  const { kernel, at, blocks } = chunk;
  if (chunk.features.length > 0) kernel.rank(at.descriptions, at.descriptionsEnd, 8 * rows, at.values, at.places);
  const placesEnd = at.places + chunk.features.length * maskRows * 4;
  for (let block = 0; block < blocks; block++) {
    const masks = at.masks + block * maskRows * blockLanes * 4;
    kernel.join(at.places, placesEnd, block * at.blockBytes, masks, masks + rows * blockLanes * 4);
  }
}

function fillValues(
  { values, features: picked }: MaskChunk,
  matrix: Float32Array | Float64Array,
  features: number,
  start: number,
  rows: number,
  single: boolean,
): void {
  for (let column = 0; column < picked.length; column++) {
    let from = start * features + picked[column]!;
    const first = column * maskRows;
    if (single) for (let at = first; at < first + rows; at++, from += features) values[at] = Math.fround(matrix[from]!);
    else for (let at = first; at < first + rows; at++, from += features) values[at] = matrix[from]!;
  }
}

/** The value of each row's leaf in tree `tree` of the chunk, after `joinMasks`. */
export function findMaskedValues(
  { masks, mask, leaves }: MaskChunk,
  tree: number,
  rows: number,
  found: Float64Array,
): void {
  const values = leaves[tree]!;
  let at = mask[tree]!;
  for (let row = 0; row < rows; row++, at += blockLanes) {
    let [word, leaf] = [at, 0];
    while (masks[word] === 0) [word, leaf] = [word + 1, leaf + 32];
    found[row] = values[leaf + Math.clz32(masks[word]!)]!;
  }
}

/** Adds the leaf of each row to `scores[first]`, `scores[first + outputs]`, …: for trees of at most 32 leaves. */
export function addMaskedLeaves(
  chunk: MaskChunk,
  tree: number,
  rows: number,
  scores: Float64Array,
  first: number,
  { outputs, precision }: TreeEnsemble,
): void {
  const { masks } = chunk;
  const values = chunk.leaves[tree]!;
  const end = first + rows * outputs;
  let mask = chunk.mask[tree]!;
  if (precision === 'float64') {
    for (let at = first; at < end; at += outputs, mask += blockLanes) scores[at]! += values[Math.clz32(masks[mask]!)]!;
  } else {
    for (let at = first; at < end; at += outputs, mask += blockLanes) {
      scores[at] = Math.fround(scores[at]! + values[Math.clz32(masks[mask]!)]!);
    }
  }
}
