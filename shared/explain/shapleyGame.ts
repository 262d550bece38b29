import { RankscopeError } from '../wire/errors';
import type { BatchScorer, FeatureRows } from './batchScorer';

/**
 * The game whose Shapley values explain one score (definitions E1): players are groups of features, and the value of a
 * coalition S is v(S) = mean over background rows b of f(x on S, b elsewhere).
 */
export interface ShapleyGame {
  scorer: BatchScorer;
  /** The explained row, one value a feature. */
  x: Float64Array;
  /** At least one row. */
  background: FeatureRows;
  /** Feature indexes of each group; groups do not overlap. A feature in none keeps the value of the background. */
  groups: readonly (readonly number[])[];
}

/** Shapley values of one score. They add up to `score` - `base` within 1e-6 (1 + |score|). */
export interface Attribution {
  /** Mean score of the background rows. */
  base: number;
  /** Raw score of the explained row. */
  score: number;
  /** One value a group. */
  contributions: Float64Array;
  /** Standard error of each value, over pairs of permutations; null where the values are exact. */
  se: Float64Array | null;
  method: 'exact' | 'permutation' | 'tree';
  /** Antithetic pairs that were drawn; null where the values are exact. */
  pairs: number | null;
}

/** By group: 1 where every background row has the same values as `x`, so that the group cannot contribute. */
export function sameEverywhere({ x, background, groups }: Omit<ShapleyGame, 'scorer'>): Uint8Array {
  return Uint8Array.from(groups, (features) =>
    features.every((feature) => {
      const column = background.columns[feature]!;
      for (let row = 0; row < background.rows; row++) if (!Object.is(column[row]!, x[feature]!)) return false;
      return true;
    })
      ? 1
      : 0,
  );
}

/** Throws where contributions miss `score` - `base` by more than 1e-6 (1 + |score|): a fault of ours, never shown. */
export function assertAdditive({ base, score, contributions }: Pick<Attribution, 'base' | 'score' | 'contributions'>) {
  const sum = contributions.reduce((total, value) => total + value, 0);
  const gap = Math.abs(score - base - sum);
  if (gap <= 1e-6 * (1 + Math.abs(score))) return;
  throw new RankscopeError({
    code: 'internal',
    message: `The contributions add up to ${sum}, not to the difference of the scores ${score - base}.`,
    hint: 'The model may give other scores for the same row from call to call.',
  });
}
