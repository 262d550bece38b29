import { splitFlags, splitKinds, type TreeEnsemble } from '../treeEnsemble';

/** Values `x` with `above < x <= upTo`; null: no bound, infinity included. */
export interface Interval {
  above: number | null;
  upTo: number | null;
}

/** Categories of one split that are told apart. */
const mostIntervals = 64;
const all: Interval = { above: null, upTo: null };

/**
 * The values that are not missing and go to the left child of a split, as intervals; null for a set of more categories
 * than are told apart. Says the same as `goesLeft`.
 */
export function leftIntervals(trees: TreeEnsemble, node: number): Interval[] | null {
  const t = trees.threshold[node]!;
  const below = justBelow(t);
  switch (trees.kind[node]) {
    case splitKinds.leq:
      return [{ above: null, upTo: t }];
    case splitKinds.lt:
      return below === null ? [] : [{ above: null, upTo: below }];
    case splitKinds.geq:
      return below === null ? [all] : [{ above: below, upTo: null }];
    case splitKinds.gt:
      return [{ above: t, upTo: null }];
    case splitKinds.eq:
      return [{ above: below, upTo: t }];
    case splitKinds.neq:
      return [...(below === null ? [] : [{ above: null, upTo: below }]), { above: t, upTo: null }];
    default:
      return memberIntervals(trees, t, trees.flags[node]!);
  }
}

function memberIntervals(trees: TreeEnsemble, set: number, flags: number): Interval[] | null {
  const found: Interval[] = [];
  const first = trees.categoryStarts[set]!;
  const words = trees.categories.subarray(first, trees.categoryStarts[set + 1]!);
  for (let category = 0; category < 32 * words.length; category++) {
    if (((words[category >> 5]! >>> (category & 31)) & 1) === 0) continue;
    if (found.length === mostIntervals) return null;
    found.push(categoryInterval(category, flags));
  }
  return found;
}

/** Fractions belong to the category before them, those between -1 and 0 to category 0, unless the flags forbid that. */
function categoryInterval(category: number, flags: number): Interval {
  const whole = (flags & splitFlags.wholeOnly) !== 0;
  const negatives = category === 0 && !whole && (flags & splitFlags.negativeGoesRight) === 0;
  return { above: negatives ? -1 : justBelow(category), upTo: whole ? category : justBelow(category + 1) };
}

const doubles = new Float64Array(1);
const bits = new BigInt64Array(doubles.buffer);

/** The next smaller double; null below minus infinity. */
export function justBelow(x: number): number | null {
  if (x === Number.NEGATIVE_INFINITY) return null;
  doubles[0] = x === 0 ? -0 : x;
  bits[0]! += doubles[0] > 0 ? -1n : 1n;
  return doubles[0];
}
