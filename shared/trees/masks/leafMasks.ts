import { zeroLimit } from '../treeEnsemble';

/** A split as masks take it: what is above `limit` goes to the second child. */
export interface MaskSplit {
  feature: number;
  limit: number;
  missingSecond: boolean;
  zeroIsMissing: boolean;
  /** The leaves under the first child, counted from the leftmost of the tree. */
  from: number;
  to: number;
}

/** All splits of some trees on one feature that agree on whether zero is missing. */
export interface MaskFeature {
  feature: number;
  /** Values that are not farther from 0 are missing; -1: only NaN is. */
  zeroLimit: number;
  /** Rising and distinct. */
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
    const sorted = Float64Array.from(feature.splits, ({ split }) => split.limit).sort();
    feature.limits = sorted.filter((limit, at) => limit !== sorted[at - 1]);
  }
  return [...found.values()];
}

/**
 * The rows of a feature's table for the `width` lanes from `first` on: for each rank the leaves that are left by the
 * splits that send such a value to their second child, and at last those for a missing value. Ranks count the limits
 * below the value.
 */
export function fillRows({ limits, splits }: MaskFeature, rows: Int32Array, first: number, width: number): void {
  rows.fill(-1);
  const rankOf = new Map(Array.from(limits, (limit, at) => [limit, at + 1]));
  const missing = limits.length + 1;
  for (const { lane, split } of splits) {
    if (lane < first || lane >= first + width) continue;
    clear(rows, rankOf.get(split.limit)! * width + lane - first, split);
    if (split.missingSecond) clear(rows, missing * width + lane - first, split);
  }
  // What a smaller value leaves behind, a larger one does too.
  for (let at = width; at < missing * width; at++) rows[at]! &= rows[at - width]!;
}

/** Takes leaves out of a mask; the leftmost is the highest bit of the first lane. */
function clear(rows: Int32Array, lane: number, { from, to }: MaskSplit): void {
  for (let leaf = from; leaf < to; leaf++) rows[lane + (leaf >> 5)]! &= ~(1 << (31 - (leaf & 31)));
}
