import { splitFlags, splitKinds, type TreeEnsemble, zeroLimit } from './treeEnsemble';

const doubles = new Float64Array(1);
const doubleBits = new BigInt64Array(doubles.buffer);
const singles = new Float32Array(1);
const singleBits = new Int32Array(singles.buffer);

/** The next larger number of the precision; infinities and NaN stay as they are. `x` is of that precision. */
export function nextUp(x: number, precision: TreeEnsemble['precision']): number {
  if (!Number.isFinite(x)) return x;
  if (precision === 'float32') {
    singles[0] = x === 0 ? 0 : x;
    singleBits[0]! += singles[0] >= 0 ? 1 : -1;
    return singles[0];
  }
  doubles[0] = x === 0 ? 0 : x;
  doubleBits[0]! += doubles[0] >= 0 ? 1n : -1n;
  return doubles[0];
}

/** Most categories of one split that are listed. */
const mostCategories = 100;

/**
 * By feature: values on both sides of every split of the trees that add to `output`, ascending and distinct: the
 * thresholds with their next neighbor on the other side, the categories that go left, and zero with its neighbors where
 * zero is missing. Between two neighbors in the list the score does not change.
 */
export function splitSides(trees: TreeEnsemble, output: number): Float64Array[] {
  const sides = trees.featureNames.map(() => new Set<number>());
  trees.roots.forEach((root, tree) => {
    if (trees.treeOutput[tree] === output) addSides(trees, root, sides);
  });
  return sides.map((values) => Float64Array.from(values).sort());
}

function addSides(trees: TreeEnsemble, root: number, sides: readonly Set<number>[]): void {
  const open = [root];
  while (open.length > 0) {
    const node = open.pop()!;
    const feature = trees.feature[node]!;
    if (feature < 0) continue;
    for (const value of sidesOf(trees, node)) if (Number.isFinite(value)) sides[feature]!.add(value);
    if (trees.flags[node]! & splitFlags.zeroIsMissing) {
      const beside = nextUp(zeroLimit, trees.precision);
      for (const value of [-beside, 0, beside]) sides[feature]!.add(value);
    }
    open.push(trees.left[node]!, trees.right[node]!);
  }
}

function sidesOf(trees: TreeEnsemble, node: number): number[] {
  const threshold = trees.threshold[node]!;
  const kind = trees.kind[node]!;
  if (kind === splitKinds.member) return members(trees, threshold);
  if (kind === splitKinds.leq || kind === splitKinds.gt) return [threshold, nextUp(threshold, trees.precision)];
  const below = -nextUp(-threshold, trees.precision);
  if (kind === splitKinds.lt || kind === splitKinds.geq) return [below, threshold];
  return [below, threshold, nextUp(threshold, trees.precision)];
}

function members({ categories, categoryStarts }: TreeEnsemble, set: number): number[] {
  const first = categoryStarts[set]!;
  const found: number[] = [];
  const bits = (categoryStarts[set + 1]! - first) * 32;
  for (let category = 0; category < bits && found.length < mostCategories; category++) {
    if ((categories[first + (category >> 5)]! >>> (category & 31)) & 1) found.push(category);
  }
  return found;
}
