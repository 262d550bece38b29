import type { Attribution } from '../../explain/shapleyGame';
import { JoinWeights } from './joinWeights';
import { leafSum, type RowPaths, type TreeGame, treeAttribution } from './treeGame';

const weights = new JoinWeights();
const ofRow = 1;
const ofBackground = 2;

/**
 * Exact Shapley values of the game of definitions E1 on a forest: the mean over background rows of the values against
 * each of them (interventional TreeSHAP, Lundberg et al. 2020). Against one row a tree is walked once: only where the
 * two rows part at a split of a group that is not settled yet are both children visited, and a leaf that needs `a`
 * groups from the row and `b` from the background adds its value times a W(a-1, b) to the first and -W(a, b-1) to the
 * second. `row` and `background` are rows of `paths`.
 */
export function interventionalShap(
  game: TreeGame,
  paths: RowPaths,
  row: number,
  background: readonly number[],
): Attribution {
  const contributions = new Float64Array(game.groups);
  const walk = new PairWalk(game, paths, contributions);
  let base = 0;
  for (const other of background) {
    base += leafSum(game, paths, other);
    walk.pair(row, other);
  }
  const share = game.scale / background.length;
  contributions.forEach((value, group) => {
    contributions[group] = value * share;
  });
  return treeAttribution(base / background.length, leafSum(game, paths, row), contributions);
}

/** Adds the values of every tree, for one row against one background row, to `sums`. */
class PairWalk {
  readonly #game: TreeGame;
  readonly #paths: RowPaths;
  readonly #sums: Float64Array;
  /** By group: undecided (0), taken from the row, or taken from the background, on the way to the current node. */
  readonly #taken: Uint8Array;
  #row = 0;
  #other = 0;
  /** Second result of `#visit`: what its leaves take from each group of the background. */
  #loss = 0;

  constructor(game: TreeGame, paths: RowPaths, sums: Float64Array) {
    this.#game = game;
    this.#paths = paths;
    this.#sums = sums;
    this.#taken = new Uint8Array(game.groups);
  }

  pair(row: number, other: number): void {
    this.#row = row * this.#paths.nodes;
    this.#other = other * this.#paths.nodes;
    for (const root of this.#game.roots) this.#visit(root, 0, 0);
  }

  // Recursion goes one level deeper for each group that gets settled, not for each node.
  #visit(start: number, own: number, others: number): number {
    const { trees, groupOf } = this.#game;
    const { feature, left, right } = trees;
    const goes = this.#paths.left;
    let node = start;
    while (feature[node]! >= 0) {
      const rowLeft = goes[this.#row + node]!;
      const otherLeft = goes[this.#other + node]!;
      const group = groupOf[feature[node]!]!;
      const taken = group < 0 ? ofBackground : this.#taken[group]!;
      if (rowLeft !== otherLeft && taken === 0) return this.#part(node, group, own, others);
      node = (taken === ofBackground ? otherLeft : rowLeft) ? left[node]! : right[node]!;
    }
    const value = trees.value[node]!;
    this.#loss = others > 0 ? value * weights.of(own, others - 1) : 0;
    return own > 0 ? value * weights.of(own - 1, others) : 0;
  }

  #part(node: number, group: number, own: number, others: number): number {
    const { left, right } = this.#game.trees;
    const rowLeft = this.#paths.left[this.#row + node];
    this.#taken[group] = ofRow;
    const gain = this.#visit(rowLeft ? left[node]! : right[node]!, own + 1, others);
    const rowLoss = this.#loss;
    this.#taken[group] = ofBackground;
    const otherGain = this.#visit(rowLeft ? right[node]! : left[node]!, own, others + 1);
    this.#taken[group] = 0;
    this.#sums[group]! += gain - this.#loss;
    this.#loss += rowLoss;
    return gain + otherGain;
  }
}
