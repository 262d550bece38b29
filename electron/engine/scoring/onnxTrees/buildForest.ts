import { ForestBuilder } from '../../../../shared/trees/forestBuilder';
import { splitFlags, splitKinds, type TreeEnsemble } from '../../../../shared/trees/treeEnsemble';
import { type ForestLists, NotNativeError, TreeFaultError } from './forestLists';
import { walkTree } from './walkTree';

type Head = Pick<TreeEnsemble, 'featureNames' | 'outputs' | 'base' | 'aggregate' | 'precision' | 'link'>;

/** Trees of several outputs stand in the forest once for each: beyond this many nodes ONNX Runtime runs them. */
const mostNodes = 30_000_000;
const mostSteps = 300_000_000;
const largestCategory = 2 ** 24;

/** One raw score: the entries of the file's weights that add to it, each times `sign`. */
export interface RawOutput {
  weights: number;
  sign: 1 | -1;
}

/**
 * The forest of the lists. A tree stands in it once for each output that its leaves add to (for a mean, for every output,
 * as the mean is over all trees).
 */
export function buildForest(lists: ForestLists, outputs: readonly RawOutput[], head: Head): TreeEnsemble {
  if (outputs.length * lists.kind.length > mostSteps)
    throw new NotNativeError('its trees are large for that many outputs');
  const seen = new Int32Array(lists.kind.length);
  const orders = Array.from(lists.roots, (root, tree) => walkTree(lists, root, tree, seen));
  const forest = new ForestBuilder();
  [forest.hasCover, forest.hasGain] = [false, false];
  outputs.forEach(({ weights, sign }, output) => {
    const values = valuesOf(lists, weights, sign);
    let sure = outputs.length === 1 || head.base[output] === 0;
    for (const order of orders) {
      const leaves = order.filter((node) => lists.kind[node]! < 0);
      const told = leaves.filter((node) => !Number.isNaN(values[node])).length;
      sure ||= told === leaves.length;
      if (told === 0 && head.aggregate !== 'average') continue;
      if (told < leaves.length && (head.aggregate === 'min' || head.aggregate === 'max')) {
        throw new NotNativeError('leaves without a value take no part in the smallest or largest');
      }
      if (forest.nodes + order.length > mostNodes)
        throw new NotNativeError('its trees are large for that many outputs');
      addTree(lists, forest, order, output, values);
    }
    // ONNX Runtime adds the base only where a row reaches a value of the output.
    if (!sure) throw new NotNativeError('a base value of an output that not every row reaches');
  });
  return forest.finish(
    { ...head, baseFirst: false },
    (tree, text) => new TreeFaultError(tree === null ? text : `tree ${tree}: ${text}`),
  );
}

/** By node, what a leaf adds; NaN where it says nothing. */
function valuesOf({ kind, weightNode, weightOutput, weight }: ForestLists, output: number, sign: number): Float64Array {
  const values = new Float64Array(kind.length).fill(Number.NaN);
  weightNode.forEach((node, at) => {
    if (weightOutput[at] !== output) return;
    if (node < 0) throw new TreeFaultError(`value ${at} belongs to a leaf that is not there`);
    // Old converters gave values to splits too, which nobody reads.
    if (kind[node]! >= 0) return;
    if (!Number.isFinite(weight[at])) throw new TreeFaultError(`the value of a leaf is ${weight[at]}`);
    if (!Number.isNaN(values[node])) throw new NotNativeError('a leaf has two values for one output');
    values[node] = sign * weight[at]!;
  });
  return values;
}

function addTree(
  lists: ForestLists,
  forest: ForestBuilder,
  order: Int32Array,
  output: number,
  values: Float64Array,
): void {
  const first = forest.addTree(output, order.length);
  // Children stand behind each other in the order in which their parents do.
  let child = first + 1;
  order.forEach((node, at) => {
    const target = first + at;
    const kind = lists.kind[node]!;
    if (kind < 0) {
      forest.value[target] = Number.isNaN(values[node]) ? 0 : values[node]!;
      return;
    }
    forest.feature[target] = lists.feature[node]!;
    forest.kind[target] = kind;
    forest.flags[target] = lists.missingYes[node] ? splitFlags.missingLeft : 0;
    forest.threshold[target] = lists.threshold[node]!;
    if (kind === splitKinds.member) {
      forest.flags[target] |= splitFlags.wholeOnly | splitFlags.negativeGoesRight;
      forest.threshold[target] = forest.addCategories(wordsOf(lists.members.get(node)!));
    }
    forest.left[target] = child++;
    forest.right[target] = child++;
  });
}

function wordsOf(members: Float64Array): Uint32Array {
  if (!members.every((each) => Number.isInteger(each) && each >= 0 && each <= largestCategory)) {
    throw new NotNativeError('a set holds more than small whole numbers');
  }
  const words = new Uint32Array((members.reduce((max, each) => Math.max(max, each), -1) >> 5) + 1);
  for (const each of members) words[each >> 5]! |= 1 << (each & 31);
  return words;
}
