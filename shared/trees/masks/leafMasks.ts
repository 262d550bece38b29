import { zeroLimit } from '../treeEnsemble';
import type { Interval } from './leftIntervals';

/** A split as masks take it. */
export interface MaskSplit {
  feature: number;
  /** Values that go left, rising; all other values go right. */
  left: Interval[];
  missingRight: boolean;
  zeroIsMissing: boolean;
  /** The leaves under the left child, counted from the leftmost of the tree. */
  from: number;
  to: number;
}

/** All splits of some trees on one feature that agree on whether zero is missing. */
export interface MaskFeature {
  feature: number;
  /** Values that are not farther from 0 are missing; -1: only NaN is. */
  zeroLimit: number;
  /** Bounds of the splits' intervals, rising and distinct. */
  limits: Float64Array;
  splits: { lane: number; split: MaskSplit }[];
}

/** The splits of some trees by feature; `lanes` holds the first lane of each tree. */
export function maskFeatures(trees: readonly (readonly MaskSplit[])[], lanes: Int32Array): MaskFeature[] {
  const found = new Map<number, MaskFeature>();
  trees.forEach((splits, tree) => {
    for (const split of splits) {
      const key = 2 * split.feature + (split.zeroIsMissing ? 1 : 0);
      let feature = found.get(key);
      if (!feature) {
        const limit = split.zeroIsMissing ? zeroLimit : -1;
        feature = { feature: split.feature, zeroLimit: limit, limits: new Float64Array(), splits: [] };
        found.set(key, feature);
      }
      feature.splits.push({ lane: lanes[tree]!, split });
    }
  });
  for (const feature of found.values()) {
    const bounds = feature.splits.flatMap(({ split }) => split.left.flatMap(({ above, upTo }) => [above, upTo]));
    const sorted = Float64Array.from(bounds.filter((bound) => bound !== null)).sort();
    feature.limits = sorted.filter((limit, at) => limit !== sorted[at - 1]);
  }
  return [...found.values()];
}

/**
 * The rows of a feature's table for the `width` lanes from `first` on: for each rank the leaves that are left by the
 * splits that send such a value right, and at last those for a missing value. A rank counts the limits below the value.
 */
export function fillRows({ limits, splits }: MaskFeature, rows: Int32Array, first: number, width: number): void {
  rows.fill(-1);
  const rankOf = new Map(Array.from(limits, (limit, at) => [limit, at + 1]));
  const missing = limits.length + 1;
  for (const { lane, split } of splits) {
    if (lane < first || lane >= first + width) continue;
    const clear = (from: number, to: number) => clearLeaves(rows, width, from, to, lane - first, split);
    let next = 0;
    for (const { above, upTo } of split.left) {
      clear(next, above === null ? 0 : rankOf.get(above)!);
      next = upTo === null ? missing : rankOf.get(upTo)!;
    }
    clear(next, missing);
    if (split.missingRight) clear(missing, missing + 1);
  }
}

/** Takes the leaves under a left child out of some rows; the leftmost leaf is the highest bit of the first lane. */
function clearLeaves(
  rows: Int32Array,
  width: number,
  firstRow: number,
  endRow: number,
  lane: number,
  { from, to }: MaskSplit,
): void {
  for (let word = from >> 5; 32 * word < to; word++) {
    const [first, end] = [Math.max(from - 32 * word, 0), Math.min(to - 32 * word, 32)];
    const kept = ~((end === 32 ? -1 : ~(-1 >>> end)) & (-1 >>> first));
    for (let row = firstRow; row < endRow; row++) rows[row * width + lane + word]! &= kept;
  }
}
