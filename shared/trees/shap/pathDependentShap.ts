import type { Attribution } from '../../explain/shapleyGame';
import { RankscopeError } from '../../wire/errors';
import type { TreeEnsemble } from '../treeEnsemble';
import { gaussLegendre } from './gaussLegendre';
import { leafSum, type RowPaths, type TreeGame, treeAttribution } from './treeGame';

/**
 * Path-dependent TreeSHAP (Lundberg et al. 2020, Algorithm 2; LightGBM `pred_contrib`): v(S) follows the row at splits on
 * groups in S and averages the children by training cover at the others.
 *
 * A leaf's share of v(S) is value * prod over its path's groups i of (o_i in S, z_i not in S), where o_i is 1 if the row
 * goes the leaf's way at every split on i, and z_i is the product of the cover shares there. As
 * s! (d-1-s)! / d! = integral of t^s (1-t)^(d-1-s) over [0, 1], the Shapley weights of all sizes are summed by
 * phi_i += value (o_i - z_i) * integral of prod over j != i of (o_j t + z_j (1-t)),
 * a polynomial of degree d - 1 with positive terms only, which ceil(d/2) Gauss points integrate exactly. Each leaf is
 * climbed to its root, so no recursion depends on the depth.
 *
 * Throws where the file tells no cover.
 */
export function pathDependentShap(game: TreeGame, paths: RowPaths, row: number): Attribution {
  const contributions = new Float64Array(game.groups);
  const climb = new LeafClimb(game, paths, row * paths.nodes, contributions);
  let base = 0;
  for (const root of game.roots) for (const leaf of leavesBelow(game.trees, root)) base += climb.leaf(leaf, root);
  contributions.forEach((value, group) => {
    contributions[group] = value * game.scale;
  });
  base = base * game.scale + game.trees.base[game.output]!;
  return treeAttribution(base, leafSum(game, paths, row), contributions);
}

function leavesBelow({ feature, left, right }: TreeEnsemble, root: number): number[] {
  const leaves: number[] = [];
  const open = [root];
  while (open.length > 0) {
    const node = open.pop()!;
    if (feature[node]! < 0) leaves.push(node);
    else open.push(right[node]!, left[node]!);
  }
  return leaves;
}

class LeafClimb {
  readonly #game: TreeGame;
  readonly #left: Uint8Array;
  readonly #from: number;
  readonly #sums: Float64Array;
  readonly #parent: Int32Array;
  readonly #cover: Float64Array;
  /** Groups of the current path, and by group its o and z; a group is on the path where `#seen` is 1. */
  readonly #onPath: number[] = [];
  readonly #seen: Uint8Array;
  readonly #follows: Uint8Array;
  readonly #share: Float64Array;

  constructor(game: TreeGame, paths: RowPaths, from: number, sums: Float64Array) {
    this.#game = game;
    this.#left = paths.left;
    this.#from = from;
    this.#sums = sums;
    this.#cover = coverOf(game.trees);
    this.#parent = parentsOf(game.trees);
    // One place more for features without a group: their splits are always averaged.
    this.#seen = new Uint8Array(game.groups + 1);
    this.#follows = new Uint8Array(game.groups + 1);
    this.#share = new Float64Array(game.groups + 1);
  }

  /** Adds one leaf's part of every contribution; returns its part of the expected value. */
  leaf(leaf: number, root: number): number {
    this.#climb(leaf, root);
    const value = this.#game.trees.value[leaf]!;
    let expected = value;
    let impossible = false;
    for (const group of this.#onPath) {
      expected *= this.#share[group]!;
      impossible ||= this.#share[group] === 0 && !this.#follows[group];
    }
    if (!impossible && value !== 0) this.#add(value);
    for (const group of this.#onPath) this.#seen[group] = 0;
    this.#onPath.length = 0;
    return expected;
  }

  #climb(leaf: number, root: number): void {
    const { trees, groupOf, groups } = this.#game;
    for (let node = leaf; node !== root; ) {
      const parent = this.#parent[node]!;
      const group = groupOf[trees.feature[parent]!]!;
      const place = group < 0 ? groups : group;
      if (!this.#seen[place]) {
        this.#seen[place] = 1;
        this.#follows[place] = group < 0 ? 0 : 1;
        this.#share[place] = 1;
        this.#onPath.push(place);
      }
      const wentLeft = this.#left[this.#from + parent] === 1;
      if (wentLeft !== (trees.left[parent] === node)) this.#follows[place] = 0;
      this.#share[place]! *= this.#coverShare(node, parent);
      node = parent;
    }
  }

  /** Share of the training rows at `parent` that went on to `node`; halves where none came there. */
  #coverShare(node: number, parent: number): number {
    const all = this.#cover[parent]!;
    return all > 0 ? this.#cover[node]! / all : 0.5;
  }

  #add(value: number): void {
    const { points, weights } = gaussLegendre(Math.ceil(this.#onPath.length / 2));
    points.forEach((t, at) => {
      let product = value * weights[at]!;
      for (const group of this.#onPath) product *= this.#factor(group, t);
      for (const group of this.#onPath) {
        if (group === this.#game.groups) continue;
        const change = (this.#follows[group] ? 1 : 0) - this.#share[group]!;
        this.#sums[group]! += (product / this.#factor(group, t)) * change;
      }
    });
  }

  #factor(group: number, t: number): number {
    return (this.#follows[group] ? t : 0) + this.#share[group]! * (1 - t);
  }
}

function parentsOf({ feature, left, right }: TreeEnsemble): Int32Array {
  const parents = new Int32Array(feature.length).fill(-1);
  feature.forEach((each, node) => {
    if (each < 0) return;
    parents[left[node]!] = node;
    parents[right[node]!] = node;
  });
  return parents;
}

function coverOf({ cover }: TreeEnsemble): Float64Array {
  if (cover) return cover;
  throw new RankscopeError({
    code: 'unsupported',
    message: 'The model file does not tell how many training rows reached each node, which path-dependent values need.',
    hint: 'Use a background instead: list or global.',
  });
}
