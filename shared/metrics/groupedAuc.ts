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

/** AUC inside each group; `groupOf` holds codes 0..groupCount-1, groups without rows do not count. */
export function groupedAuc(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  groupOf: ArrayLike<number>,
  groupCount: number,
): GroupedAuc {
  const rows: number[][] = Array.from({ length: groupCount }, () => []);
  for (let i = 0; i < scores.length; i++) rows[groupOf[i]!]!.push(i);
  let weighted = 0;
  let weight = 0;
  let plain = 0;
  let used = 0;
  let nulls = 0;
  for (const group of rows) {
    if (group.length === 0) continue;
    const value = auc(
      Float64Array.from(group, (i) => scores[i]!),
      Uint8Array.from(group, (i) => outcomes[i]!),
    );
    if (value === null) {
      nulls++;
      continue;
    }
    weighted += group.length * value;
    weight += group.length;
    plain += value;
    used++;
  }
  const none = used === 0;
  return { byRows: none ? null : weighted / weight, byGroups: none ? null : plain / used, used, nulls };
}
