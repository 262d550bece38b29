import type { ForestBuilder } from '../../../../shared/trees/forestBuilder';
import { splitFlags, splitKinds } from '../../../../shared/trees/treeEnsemble';
import type { DocumentPart } from './documentPart';

/** XGBoost's largest category code: codes are float32 and must be whole. */
const largestCategory = 2 ** 24;
/** Words of all category sets of a file, 64 MB. */
const mostWords = 2 ** 24;

/** The lists of a tree, of one length. */
interface TreeLists {
  left: Float64Array;
  right: Float64Array;
  feature: Float64Array;
  condition: Float64Array;
  defaultLeft: Float64Array;
  hessian: Float64Array | null;
  gain: Float64Array | null;
}

/**
 * Adds the nodes of one tree that its root leads to, with leaf values times `weight`. XGBoost sends the categories of a
 * set to the right, so the children of such a split change sides.
 */
export function readTree(tree: DocumentPart, output: number, weight: number, forest: ForestBuilder): void {
  const lists = readLists(tree);
  const categories = readCategories(tree);
  const order = walk(tree, lists);
  const first = forest.addTree(output, order.length);
  const place = new Map(order.map((node, at) => [node, first + at]));
  order.forEach((node, at) => {
    const target = first + at;
    forest.cover[target] = Math.fround(lists.hessian?.[node] ?? 0);
    if (lists.left[node] === -1) {
      forest.value[target] = Math.fround(weight * Math.fround(lists.condition[node]!));
      return;
    }
    const [left, right] = [place.get(lists.left[node]!)!, place.get(lists.right[node]!)!];
    const set = categories.get(node);
    const missingLeft = (lists.defaultLeft[node] !== 0) !== (set !== undefined);
    forest.feature[target] = lists.feature[node]!;
    forest.gain[target] = Math.fround(lists.gain?.[node] ?? 0);
    forest.kind[target] = set ? splitKinds.member : splitKinds.lt;
    forest.flags[target] = (missingLeft ? splitFlags.missingLeft : 0) | (set ? splitFlags.negativeGoesRight : 0);
    forest.threshold[target] = set ? addSet(tree, forest, set) : Math.fround(lists.condition[node]!);
    forest.left[target] = set ? right : left;
    forest.right[target] = set ? left : right;
  });
  if (!lists.hessian) forest.hasCover = false;
  if (!lists.gain) forest.hasGain = false;
}

function readLists(tree: DocumentPart): TreeLists {
  const parameters = tree.maybe('tree_param');
  const leafSize = parameters?.maybe('size_leaf_vector')?.count() ?? 1;
  if (leafSize > 1) {
    throw tree.refuse(
      `its leaves hold ${leafSize} values each (multi_strategy multi_output_tree), which is not read`,
      'Train with multi_strategy one_output_per_tree, or give the scores of this model as a file.',
    );
  }
  const left = tree.at('left_children').integers(undefined, -1);
  const nodes = left.length;
  if (nodes === 0) throw tree.refuse('this tree has no nodes');
  const stated = parameters?.maybe('num_nodes')?.count() ?? nodes;
  if (stated !== nodes) throw tree.refuse(`${stated} nodes are stated, and there are ${nodes}`);
  return {
    left,
    right: tree.at('right_children').integers(nodes, -1),
    // A node that pruning deleted has a feature beyond 32 bits with sign.
    feature: tree.at('split_indices').numbers(nodes),
    condition: tree.at('split_conditions').numbers(nodes),
    defaultLeft: tree.at('default_left').numbers(nodes),
    hessian: tree.maybe('sum_hessian')?.numbers(nodes) ?? null,
    gain: tree.maybe('loss_changes')?.numbers(nodes) ?? null,
  };
}

/** The nodes that the root leads to, parents before children. */
function walk(tree: DocumentPart, { left, right, feature, condition }: TreeLists): number[] {
  const order = [0];
  const seen = new Uint8Array(left.length);
  seen[0] = 1;
  for (let at = 0; at < order.length; at++) {
    const node = order[at]!;
    if (left[node] === -1) {
      if (!Number.isFinite(condition[node]!)) throw tree.refuse(`the value of leaf ${node} is ${condition[node]}`);
      continue;
    }
    if (!Number.isInteger(feature[node]!) || feature[node]! < 0 || feature[node]! >= 2 ** 31) {
      throw tree.refuse(`node ${node} splits on the feature ${feature[node]}`);
    }
    for (const child of [left[node]!, right[node]!]) {
      if (child < 0 || child >= left.length) throw tree.refuse(`the child ${child} of node ${node} is out of range`);
      if (seen[child]) throw tree.refuse(`node ${child} is reached twice: the nodes form a cycle or share a child`);
      seen[child] = 1;
      order.push(child);
    }
  }
  return order;
}

/** The categories of each split on a category, by node. */
function readCategories(tree: DocumentPart): Map<number, Float64Array> {
  const sets = new Map<number, Float64Array>();
  const nodes = tree.maybe('categories_nodes')?.integers(undefined, 0);
  if (!nodes || nodes.length === 0) return sets;
  const all = tree.at('categories').integers(undefined, 0, largestCategory);
  const starts = tree.at('categories_segments').integers(nodes.length, 0);
  const sizes = tree.at('categories_sizes').integers(nodes.length, 0);
  nodes.forEach((node, at) => {
    const end = starts[at]! + sizes[at]!;
    if (end > all.length)
      throw tree.refuse(`the categories of node ${node} end at ${end}, and there are ${all.length}`);
    sets.set(node, all.subarray(starts[at]!, end));
  });
  return sets;
}

function addSet(tree: DocumentPart, forest: ForestBuilder, categories: Float64Array): number {
  const largest = categories.reduce((max, category) => Math.max(max, category), -1);
  const words = new Uint32Array((largest >> 5) + 1);
  if (forest.categoryWords + words.length > mostWords)
    throw tree.refuse('its sets of categories are too large together');
  for (const category of categories) words[category >> 5]! |= 1 << (category & 31);
  return forest.addCategories(words);
}
