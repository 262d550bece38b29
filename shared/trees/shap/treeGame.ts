import type { FeatureRows } from '../../explain/batchScorer';
import { type Attribution, assertAdditive } from '../../explain/shapleyGame';
import { goesLeft } from '../goesLeft';
import type { TreeEnsemble } from '../treeEnsemble';

/** One raw score of a forest, and the groups of features that its explanation names. */
export interface TreeGame {
  trees: TreeEnsemble;
  /** Which raw score: an index below `trees.outputs`. */
  output: number;
  /** By feature: its group, or -1 where it takes no part and keeps the background's value. */
  groupOf: Int32Array;
  groups: number;
  /** Roots of the trees that add to the output. */
  roots: Int32Array;
  /** What a leaf's value is multiplied by: 1, or 1 / trees where the forest averages. */
  scale: number;
}

/**
 * The game of one output of a forest that adds or averages; `groups` holds feature indexes and defaults to every feature
 * alone.
 */
export function treeGame(trees: TreeEnsemble, output = 0, groups?: readonly (readonly number[])[]): TreeGame {
  const players = groups ?? trees.featureNames.map((_, feature) => [feature]);
  const groupOf = new Int32Array(trees.featureNames.length).fill(-1);
  players.forEach((features, group) => {
    for (const feature of features) groupOf[feature] = group;
  });
  const roots = trees.roots.filter((_, tree) => trees.treeOutput[tree] === output);
  const scale = trees.aggregate === 'average' && roots.length > 0 ? 1 / roots.length : 1;
  return { trees, output, groupOf, groups: players.length, roots, scale };
}

/** Where rows go at every split: 1 = left, at `row * nodes + node`. */
export interface RowPaths {
  rows: number;
  nodes: number;
  left: Uint8Array;
}

/** Decides every split of the forest for every row, once for all explanations of these rows. */
export function rowPaths(trees: TreeEnsemble, { rows, columns }: FeatureRows): RowPaths {
  const nodes = trees.feature.length;
  const left = new Uint8Array(rows * nodes);
  const exact = trees.precision === 'float64';
  for (let node = 0; node < nodes; node++) {
    const feature = trees.feature[node]!;
    if (feature < 0) continue;
    const column = columns[feature]!;
    for (let row = 0; row < rows; row++) {
      const x = column[row]!;
      if (goesLeft(trees, node, exact ? x : Math.fround(x))) left[row * nodes + node] = 1;
    }
  }
  return { rows, nodes, left };
}

/**
 * The raw score of one row as a plain float64 sum of its leaves, which contributions add up to; the forest's own
 * evaluator may round its sums to float32.
 */
export function leafSum({ trees, output, roots, scale }: TreeGame, paths: RowPaths, row: number): number {
  const from = row * paths.nodes;
  let sum = 0;
  for (let node of roots) {
    while (trees.feature[node]! >= 0) node = paths.left[from + node] ? trees.left[node]! : trees.right[node]!;
    sum += trees.value[node]!;
  }
  return sum * scale + trees.base[output]!;
}

/** What TreeSHAP found, exact: `contributions` by group, which must add up to the row's score less `base`. */
export function treeAttribution(base: number, score: number, contributions: Float64Array): Attribution {
  assertAdditive({ base, score, contributions });
  return { base, score, contributions, se: null, method: 'tree', pairs: null };
}
