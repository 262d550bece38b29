import type { EstimatorSpec } from '../../../shared/estimators/estimatorSpec';
import type { Table } from '../../../shared/wire/table';

/**
 * Numbers by item, and by position and request where those columns are there: columns `item` (text), `value` (number), and
 * `position` (whole number), `request` (text). Of a policy: the probability of the item in that place; an item that is not
 * there has 0. Of a reward model: q̂.
 */
export interface PolicyTable {
  /** As results name it. */
  name: string;
  table: Table;
}

/**
 * A ranking that shows its list as it is (`deterministic` in definitions.md C2): by `row_id` the rank from 1, 0 = not listed.
 */
export interface RankedTarget {
  name: string;
  ranks: Int32Array;
}

export type TargetPolicy = PolicyTable | RankedTarget;

export interface PolicyOptions {
  /** What is summed: an outcome, a label, a role or a column of the log. */
  reward: string;
  target: TargetPolicy;
  /** Another target on the same log; differences to it are paired. */
  versus?: TargetPolicy | null;
  /** q̂ by item and place; without it the estimators that need one are refused. */
  rewardModel?: (PolicyTable & { crossFitted: boolean }) | null;
  /** The whole distribution of the policy that logged, for the checks of support. */
  logging?: PolicyTable | null;
  /** Default: all of the ladder. */
  estimators?: readonly EstimatorSpec[] | null;
  /** By `row_id`: 1 for the rows of a slice; null: every row. */
  rows?: Uint8Array | null;
  /** Whether rows that chance did not choose are used too, where the case tells them apart. Default false. */
  allRows?: boolean;
  /** What is resampled. `auto`: users where users repeat, else requests. */
  unit?: 'auto' | 'request' | 'user';
  /** For empirical Bernstein intervals: the largest reward and the smallest π0, fixed before the log was seen. */
  bounds?: { rewardMax: number; minPropensity: number } | null;
  /** False: values and diagnostics alone, without standard errors and draws. Default true. */
  intervals?: boolean;
  seed?: number;
  /** Resamples; 2,000 by default. */
  draws?: number;
  level?: number;
}

export interface PolicyControl {
  signal?: AbortSignal;
  /** Of work that is about as long as the rows and the draws. */
  progress?: (done: number, total: number) => void;
  /** Rows that are read at a time; 500,000 by default. */
  rowsPerPage?: number;
}
