import { directValue } from '../../../shared/estimators/directMethod';
import type { LoggedRows } from '../../../shared/estimators/loggedRows';

/** Example E7 of definitions.md: actions A, B, C, π0 = (.5, .3, .2) always. */
export const logging = [0.5, 0.3, 0.2];
export const actions = [0, 1, 0, 2, 1];
export const rewards = [0, 0, 0, 1, 1];
export const target = [
  [0.7, 0.2, 0.1],
  [0.7, 0.2, 0.1],
  [0.1, 0.8, 0.1],
  [0.2, 0.2, 0.6],
  [0, 1, 0],
];
export const fitted = [
  [0.6, 0.3, 0.2],
  [0.5, 0.4, 0.1],
  [0.4, 0.6, 0.3],
  [0.3, 0.3, 0.7],
  [0.2, 0.8, 0.1],
];

/** The target that always shows its likeliest action: A, A, B, C, B. */
export const greedy = target.map((row) => row.map((p) => (p === Math.max(...row) ? 1 : 0)));

/** The rows of E7 under a target. */
export function rowsUnder(policy: readonly (readonly number[])[]): LoggedRows {
  const shown = (table: readonly (readonly number[])[], i: number) => table[i]![actions[i]!]!;
  return {
    weights: Float64Array.from(actions, (a, i) => shown(policy, i) / logging[a]!),
    rewards: Float64Array.from(rewards),
    fitted: Float64Array.from(actions, (_, i) => shown(fitted, i)),
    direct: Float64Array.from(policy, (row, i) => directValue(row, fitted[i]!)),
    matches: Uint8Array.from(actions, (_, i) => (shown(policy, i) === 1 ? 1 : 0)),
    counts: null,
  };
}

export const e7 = rowsUnder(target);

/** Every row its own unit. */
export const eachRow = (rows: LoggedRows) => ({ codes: null, count: rows.rewards.length });
