import { splitFlags, splitKinds, type TreeEnsemble, zeroLimit } from './treeEnsemble';

/**
 * Whether a row whose value of the node's feature is `x` goes left at the split `node`: the one definition of every
 * split. `x` has the ensemble's precision already (`Math.fround` where that is float32); NaN is missing.
 */
export function goesLeft(trees: TreeEnsemble, node: number, x: number): boolean {
  const flags = trees.flags[node]!;
  const isZero = x >= -zeroLimit && x <= zeroLimit;
  if (Number.isNaN(x) || (isZero && (flags & splitFlags.zeroIsMissing) !== 0)) {
    return (flags & splitFlags.missingLeft) !== 0;
  }
  const threshold = trees.threshold[node]!;
  switch (trees.kind[node]) {
    case splitKinds.leq:
      return x <= threshold;
    case splitKinds.lt:
      return x < threshold;
    case splitKinds.geq:
      return x >= threshold;
    case splitKinds.gt:
      return x > threshold;
    case splitKinds.eq:
      return x === threshold;
    case splitKinds.neq:
      return x !== threshold;
    default:
      return isMember(trees, threshold, x, flags);
  }
}

function isMember(trees: TreeEnsemble, set: number, x: number, flags: number): boolean {
  if (flags & splitFlags.negativeGoesRight ? x < 0 : x <= -1) return false;
  if (flags & splitFlags.wholeOnly && !Number.isInteger(x)) return false;
  const first = trees.categoryStarts[set]!;
  const words = trees.categoryStarts[set + 1]! - first;
  if (x >= words * 32) return false;
  const category = Math.trunc(x);
  return ((trees.categories[first + (category >> 5)]! >>> (category & 31)) & 1) === 1;
}
