import type { LadderStep } from '../../../shared/estimators/estimatorLadder';
import type { PolicyVerdict } from '../../../shared/estimators/policyVerdict';
import type { WeightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import type { CiMethod } from '../../../shared/stats/bootstrap';
import type { RowFate } from '../sql/policy/policyRows';

export type Interval = [lo: number, hi: number];

/** One estimate. Null numbers have their reason beside them. */
export interface PolicyEstimate {
  /** `snips`, `cips(2)`; the λ of a default stands in `lambda`. */
  estimator: string;
  target: string;
  lambda: number | null;
  value: number | null;
  valueReason?: string;
  /** Percentile bootstrap over units. */
  ci: Interval | null;
  ciReason?: string;
  /** Standard error of the linearised form. */
  se: number | null;
  /** value ± z·se. */
  normal: Interval | null;
  /** Holds at any n; null unless bounds were given and the estimator has a range. */
  bernstein: Interval | null;
  bernsteinReason?: string;
  /** Draws that had no value. */
  nullDraws: number;
  /** Share of rows with w > λ; null without a λ. */
  clippedRows: number | null;
  /** The value lies outside the rewards of the rows, which only unnormalized estimators can. */
  outOfRange: boolean;
}

/** target - versus on the same rows, with paired terms. */
export interface PolicyDifference {
  estimator: string;
  target: string;
  /** The name of another target, or `@logged`: what the log itself earned. */
  versus: string;
  delta: number | null;
  ci: Interval | null;
  se: number | null;
  normal: Interval | null;
}

/** C5 of one target. The weights' own diagnostics are null where the log holds no propensities. */
export interface PolicyDiagnostics extends Partial<WeightDiagnostics> {
  /** Share of Σw that the default clip removes. */
  clippedShare: number | null;
  /** The default λ of `cips`. */
  clip: number | null;
  /** The target's probability on what the log cannot show; null without the logging policy's whole distribution. */
  unsupportedMass: number | null;
  /** The same as w̄ estimates it; used for the verdict where `unsupportedMass` is null. */
  missingMass: number | null;
  /** Inverse-propensity counts of the items that were shown: 1 is expected where every row could have shown the item. */
  actions: ActionCounts | null;
  /** Rows whose whole logged distribution fails; null without one. */
  failedDistributions: number | null;
  verdict: PolicyVerdict;
  reasons: string[];
}

export interface ActionCounts {
  items: number;
  least: number;
  most: number;
}

/** What a target's table lacks; nothing of it is silent. */
export interface TargetGaps {
  /** Rows whose item the target does not name in their place: π_e is 0 there. */
  missingRows: number;
  /** Different items and positions among them; null where the target is by request. */
  missingPairs: number | null;
  /** Rows in whose place the target names nothing at all. */
  placelessRows: number;
  /** Rows whose item the reward model does not name in their place: q̂ is 0 there. Null without a model. */
  unfittedRows: number | null;
  /** The target's probability on actions without a q̂. */
  unfittedMass: number | null;
  /** Places of the target, how many do not sum to 1, and the largest distance from 1. */
  places: number;
  placesOff: number;
  worstSum: number;
}

export interface PolicyTargetResult {
  name: string;
  ladder: LadderStep[];
  estimates: PolicyEstimate[];
  diagnostics: PolicyDiagnostics;
  gaps: TargetGaps;
}

/** Rows by what became of them; they sum to the rows of the slice. */
export type RowCounts = Record<RowFate, number>;

export interface PolicyResult {
  reward: string;
  rows: RowCounts;
  /** Only rows that chance chose are used. */
  randomizedOnly: boolean;
  unit: 'request' | 'user';
  units: number;
  ciMethod: CiMethod;
  generator: string;
  seed: number;
  draws: number;
  loggedValue: { value: number | null; ci: Interval | null; se: number | null; n: number };
  ladder: LadderStep[];
  estimates: PolicyEstimate[];
  diagnostics: PolicyDiagnostics;
  gaps: TargetGaps;
  /** The other target, where one was given. */
  versus: PolicyTargetResult | null;
  differences: PolicyDifference[];
  warnings: string[];
}
