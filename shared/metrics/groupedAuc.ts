import { neumaierSum } from '../stats/neumaier';
import { auc } from './auc';

/** AUC by group and its means. */
export interface GroupedAuc {
  /** `gauc`: weighted by rows. */
  byRows: number | null;
  /** `gauc_q`: plain mean. */
  byGroups: number | null;
  /** Groups with both classes; the others are null and left out. */
  used: number;
  nulls: number;
}

/**
 * AUC inside each group; `groupOf` holds codes 0..groupCount-1, groups without rows do not count. With sampling weights
 * of rows and of groups, rows count by theirs, and so do groups in the mean over groups (definitions.md A7).
 */
export function groupedAuc(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groupCount: number,
  sampling?: { rows: ArrayLike<number>; groups: ArrayLike<number> },
): GroupedAuc {
  const rows: number[][] = Array.from({ length: groupCount }, () => []);
  for (let i = 0; i < scores.length; i++) rows[groupOf[i]!]!.push(i);
  let weighted = 0;
  let weight = 0;
  let plain = 0;
  let groups = 0;
  let used = 0;
  let nulls = 0;
  for (const [code, group] of rows.entries()) {
    if (group.length === 0) continue;
    const weights = Float64Array.from(group, (i) => sampling?.rows[i] ?? 1);
    const value = auc(
      Float64Array.from(group, (i) => scores[i]!),
      Uint8Array.from(group, (i) => outcomes[i]!),
      weights,
    );
    if (value === null) {
      nulls++;
      continue;
    }
    const inRows = neumaierSum(weights);
    const inGroups = sampling?.groups[code] ?? 1;
    weighted += inRows * value;
    weight += inRows;
    plain += inGroups * value;
    groups += inGroups;
    used++;
  }
  const none = used === 0;
  return { byRows: none ? null : weighted / weight, byGroups: none ? null : plain / groups, used, nulls };
}
