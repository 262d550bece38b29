import { neumaierSum } from '../stats/neumaier';

/** Probabilities may be off by this much, for rounding (definitions.md C5). */
export const distributionSlack = 1e-6;

/** What is wrong with a logged distribution over all actions; both false when it holds. */
export interface DistributionFault {
  /** |Σ_a π0(a|x) - 1| > 1e-6. */
  sum: boolean;
  /** The logged propensity is not the distribution's own for the action shown. */
  shown: boolean;
}

/** Checks one row's full distribution; `shown` is the index of the action shown, `propensity` what was logged for it. */
export function distributionFault(
  distribution: ArrayLike<number>,
  shown: number,
  propensity: number,
): DistributionFault {
  return {
    sum: !(Math.abs(neumaierSum(distribution) - 1) <= distributionSlack),
    shown: !(Math.abs((distribution[shown] ?? Number.NaN) - propensity) <= distributionSlack),
  };
}

/** Σ_a π_e(a|x)·1{π0(a|x) = 0}: the target's probability on what the log could not show in this context. */
export function unsupportedMass(target: ArrayLike<number>, logged: ArrayLike<number>): number {
  return neumaierSum(Array.from(target, (p, a) => (logged[a]! > 0 ? 0 : p)));
}
