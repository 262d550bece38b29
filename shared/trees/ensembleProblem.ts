import { splitKinds, type TreeEnsemble } from './treeEnsemble';

/** What is wrong with an ensemble: the tree it is in (null: none in particular) and a clause that says what. */
export interface EnsembleProblem {
  tree: number | null;
  text: string;
}

/**
 * The first fault of an ensemble, or null. One without a fault can be evaluated without any further check: every walk
 * from a root ends in a leaf, whose value is finite, and no index leads outside of its array. Takes time in proportion
 * to the nodes, whatever their depth.
 */
export function ensembleProblem(trees: TreeEnsemble): EnsembleProblem | null {
  return headProblem(trees) ?? nodesProblem(trees) ?? shapeProblem(trees);
}

function headProblem(trees: TreeEnsemble): EnsembleProblem | null {
  const { outputs, base, roots, treeOutput, categoryStarts, categories } = trees;
  const whole = (text: string) => ({ tree: null, text });
  if (!(Number.isInteger(outputs) && outputs > 0)) return whole(`it has ${outputs} outputs`);
  if (base.length !== outputs || !base.every(Number.isFinite))
    return whole('its base scores are not one number an output');
  if (treeOutput.length !== roots.length) return whole('its trees and their outputs differ in number');
  const stray = treeOutput.findIndex((output) => output < 0 || output >= outputs);
  if (stray >= 0) return { tree: stray, text: `it adds to output ${treeOutput[stray]} of ${outputs}` };
  const nodes = trees.feature.length;
  const lengths = [
    trees.threshold,
    trees.left,
    trees.right,
    trees.kind,
    trees.flags,
    trees.value,
    trees.cover,
    trees.gain,
  ];
  if (lengths.some((list) => list && list.length !== nodes)) return whole('its lists of nodes differ in length');
  if (categoryStarts.some((start, at) => start < (categoryStarts[at - 1] ?? 0) || start > categories.length)) {
    return whole('its sets of categories overlap');
  }
  return null;
}

function nodesProblem(trees: TreeEnsemble): EnsembleProblem | null {
  const { feature, threshold, kind, value, left, right } = trees;
  const sets = trees.categoryStarts.length - 1;
  for (let node = 0; node < feature.length; node++) {
    const fault = (text: string) => ({ tree: treeOfNode(trees, node), text });
    if (feature[node]! < 0) {
      if (!Number.isFinite(value[node]!)) return fault(`it has a leaf whose value is ${value[node]}`);
      continue;
    }
    if (feature[node]! >= trees.featureNames.length) {
      return fault(`it splits on feature ${feature[node]}, and there are ${trees.featureNames.length}`);
    }
    if (kind[node]! > splitKinds.member) return fault(`it has a split of the unknown kind ${kind[node]}`);
    if (Number.isNaN(threshold[node]!)) return fault('it has a split whose threshold is not a number');
    const set = threshold[node]!;
    if (kind[node] === splitKinds.member && !(Number.isInteger(set) && set >= 0 && set < sets)) {
      return fault(`it names set ${set} of categories, and there are ${Math.max(0, sets)}`);
    }
    for (const child of [left[node]!, right[node]!]) {
      if (child < 0 || child >= feature.length) return fault(`it has a child out of range (${child})`);
    }
  }
  return null;
}

/** Every node has one parent or is the root of one tree, and every node is reached: so there is no cycle. */
function shapeProblem(trees: TreeEnsemble): EnsembleProblem | null {
  const { feature, left, right, roots } = trees;
  const treeOf = new Int32Array(feature.length).fill(-1);
  const stack: number[] = [];
  let reached = 0;
  for (let tree = 0; tree < roots.length; tree++) {
    if (!(roots[tree]! >= 0 && roots[tree]! < feature.length)) return { tree, text: 'its root is out of range' };
    stack.push(roots[tree]!);
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (treeOf[node] === tree) return { tree, text: 'its nodes form a cycle, or one has two parents' };
      if (treeOf[node]! >= 0) return { tree, text: `it shares a node with tree ${treeOf[node]}` };
      treeOf[node] = tree;
      reached++;
      if (feature[node]! >= 0) stack.push(left[node]!, right[node]!);
    }
  }
  if (reached === feature.length) return null;
  return { tree: treeOfNode(trees, treeOf.indexOf(-1)), text: 'it has a node that its root does not lead to' };
}

/** The tree whose nodes stand around this one, where trees are stored one after another. */
function treeOfNode({ roots }: TreeEnsemble, node: number): number | null {
  let found: number | null = null;
  for (let tree = 0; tree < roots.length; tree++) {
    if (roots[tree]! <= node && (found === null || roots[tree]! >= roots[found]!)) found = tree;
  }
  return found;
}
