import { type ForestPart, maskParts } from './masks/maskParts';
import { splitFlags, splitKinds, type TreeEnsemble } from './treeEnsemble';

/**
 * A forest laid out for scoring many rows at once. Every ordinary split is `x <= limit` on a column of a block in which
 * no value is NaN: the columns of a block are features with missing values written as -Infinity (they go to the first
 * child) or +Infinity (to the second), so that one comparison decides. The two children of a split stand side by side.
 */
export interface CompiledForest {
  trees: TreeEnsemble;
  /** By block column: its feature, what stands for a missing value, and whether zero is missing. */
  blockFeature: Int32Array;
  blockFill: Float64Array;
  blockZero: Uint8Array;
  /** By node: block column, limit and the first child (leaves lead to themselves, whatever the row). */
  column: Int32Array;
  limit: Float64Array;
  next: Int32Array;
  value: Float64Array;
  /** By node: its node in `trees` where no such comparison decides (categories, equality, infinite thresholds), else -1. */
  special: Int32Array;
  /** By tree: root, rounds after which most rows are in a leaf, and whether it has special splits. */
  root: Int32Array;
  rounds: Int32Array;
  mixed: Uint8Array;
  /** How the trees are gone through, in their order. */
  parts: ForestPart[];
}

/** Lays out a forest that `ensembleProblem` found to be without a fault. */
export function compileForest(trees: TreeEnsemble): CompiledForest {
  const nodes = trees.feature.length;
  const forest: CompiledForest = {
    trees,
    blockFeature: new Int32Array(),
    blockFill: new Float64Array(),
    blockZero: new Uint8Array(),
    column: new Int32Array(nodes),
    limit: new Float64Array(nodes).fill(Number.POSITIVE_INFINITY),
    next: new Int32Array(nodes),
    value: new Float64Array(nodes),
    special: new Int32Array(nodes).fill(-1),
    root: new Int32Array(trees.roots.length),
    rounds: new Int32Array(trees.roots.length),
    mixed: new Uint8Array(trees.roots.length),
    parts: [],
  };
  const columns = new BlockColumns();
  let free = 0;
  for (let tree = 0; tree < trees.roots.length; tree++) free = placeTree(forest, columns, tree, free);
  Object.assign(forest, columns.finish());
  forest.parts = maskParts(forest);
  return forest;
}

/** Places the nodes of a tree level by level from `free` on; returns the next free place. */
function placeTree(forest: CompiledForest, columns: BlockColumns, tree: number, free: number): number {
  const { trees, special } = forest;
  forest.root[tree] = free;
  let level = [trees.roots[tree]!];
  let place = free;
  let after = free + 1;
  let depth = 0;
  for (; level.length > 0; depth++) {
    const below: number[] = [];
    for (const node of level) {
      const [first, second] = placeNode(forest, columns, node, place, after);
      if (special[place]! >= 0) forest.mixed[tree] = 1;
      place++;
      if (first < 0) continue;
      below.push(first, second);
      after += 2;
    }
    level = below;
  }
  const leaves = (after - free + 1) / 2;
  forest.rounds[tree] = Math.min(depth - 1, 2 * Math.ceil(Math.log2(leaves)) + 2);
  return after;
}

/** Writes one node and returns its children in the order in which they are placed; -1 for a leaf. */
function placeNode(forest: CompiledForest, columns: BlockColumns, node: number, place: number, child: number) {
  const { trees } = forest;
  const feature = trees.feature[node]!;
  if (feature < 0) {
    forest.next[place] = place;
    forest.value[place] = trees.value[node]!;
    return [-1, -1] as const;
  }
  forest.next[place] = child;
  const { limit, swapped } = comparison(trees, node);
  if (Number.isFinite(limit)) {
    const flags = trees.flags[node]!;
    const missingFirst = ((flags & splitFlags.missingLeft) !== 0) !== swapped;
    forest.limit[place] = limit;
    forest.column[place] = columns.of(feature, missingFirst, (flags & splitFlags.zeroIsMissing) !== 0);
  } else {
    forest.special[place] = node;
  }
  const [left, right] = [trees.left[node]!, trees.right[node]!];
  return swapped ? ([right, left] as const) : ([left, right] as const);
}

/** The split as `x <= limit`, which leads left, or right where `swapped`; limit NaN where it cannot be written so. */
function comparison(trees: TreeEnsemble, node: number): { limit: number; swapped: boolean } {
  const threshold = trees.threshold[node]!;
  switch (trees.kind[node]) {
    case splitKinds.leq:
      return { limit: threshold, swapped: false };
    case splitKinds.lt:
      return { limit: justBelow(threshold), swapped: false };
    case splitKinds.geq:
      return { limit: justBelow(threshold), swapped: Number.isFinite(justBelow(threshold)) };
    case splitKinds.gt:
      return { limit: threshold, swapped: Number.isFinite(threshold) };
    default:
      return { limit: Number.NaN, swapped: false };
  }
}

/** The largest double below a finite number; NaN where there is none or `x` is not finite. */
function justBelow(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (x === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x);
  view.setBigInt64(0, view.getBigInt64(0) + (x > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** The columns of a block, numbered as splits ask for them. */
class BlockColumns {
  readonly #columns = new Map<number, number>();
  readonly #feature: number[] = [];
  readonly #fill: number[] = [];
  readonly #zero: number[] = [];

  of(feature: number, missingFirst: boolean, zeroIsMissing: boolean): number {
    const key = feature * 4 + (missingFirst ? 2 : 0) + (zeroIsMissing ? 1 : 0);
    let column = this.#columns.get(key);
    if (column === undefined) {
      column = this.#feature.length;
      this.#columns.set(key, column);
      this.#feature.push(feature);
      this.#fill.push(missingFirst ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY);
      this.#zero.push(zeroIsMissing ? 1 : 0);
    }
    return column;
  }

  finish(): Pick<CompiledForest, 'blockFeature' | 'blockFill' | 'blockZero'> {
    return {
      blockFeature: Int32Array.from(this.#feature),
      blockFill: Float64Array.from(this.#fill),
      blockZero: Uint8Array.from(this.#zero),
    };
  }
}
