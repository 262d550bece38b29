import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import type { Database } from '../db/database';

/** What an off-policy estimate needs to know of an open session. */
export interface PolicySource {
  db: Database;
  /** Rows of `impressions`. */
  rows: number;
  requests: number;
  /** Columns of `impressions`. */
  columns: readonly string[];
  hasPositions: boolean;
  hasUsers: boolean;
  /** Column with π0 of what was shown; null: the log has none. */
  propensity: string | null;
  /** What the propensity is of; null: the case does not say. */
  kind: NonNullable<ResolvedCase['propensity']>['kind'];
  /** Column that is true in rows that chance chose; null: the case names none. */
  randomized: string | null;
  /** Column with sampling weights; null: every row counts the same. */
  weight: string | null;
  /** Names that a reward may have, and their columns: outcomes, labels, roles. */
  rewards: ReadonlyMap<string, string>;
}
