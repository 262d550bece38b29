/**
 * Rows of a log as off-policy estimators take them (definitions.md C1): all arrays have one entry a row, in one order.
 * Symbols: π0 the policy that logged, π_e the target policy, x the context, a the action shown, r its reward.
 */
export interface LoggedRows {
  /** w = π_e(a|x) / π0(a|x): finite, >= 0. Null: the log holds no propensities, so there are no weights. */
  weights: Float64Array | null;
  /** r. */
  rewards: Float64Array;
  /** q̂(x, a) of the action shown; null: no reward model. */
  fitted: Float64Array | null;
  /** Σ_a π_e(a|x)·q̂(x, a); null: no reward model. */
  direct: Float64Array | null;
  /** 1 where a deterministic target shows the logged action; null: the target is not deterministic. */
  matches: Uint8Array | null;
  /** How many rows of the population each stands for (its sampling weight, > 0); null: 1 each. */
  counts: Float64Array | null;
}
