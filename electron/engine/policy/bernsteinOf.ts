import { empiricalBernstein } from '../../../shared/estimators/empiricalBernstein';
import type { SettledEstimator } from '../../../shared/estimators/estimatorParts';
import type { RowPart } from '../../../shared/estimators/rowPart';
import type { RowUnits } from '../../../shared/estimators/rowUnits';
import type { Interval } from './policyResult';

/** Why an interval is not there where values alone were asked for. */
export const notAsked = 'intervals were not asked for';

/** What was fixed before the log was seen. */
export interface Bounds {
  rewardMax: number;
  minPropensity: number;
}

export interface BernsteinOutcome {
  bernstein: Interval | null;
  bernsteinReason?: string;
}

/**
 * The empirical Bernstein interval of `ips` (b = r_max / min π0) or of `cips(λ)` with a λ of its own (b = λ·r_max). A λ or a
 * largest term taken from the data would guarantee nothing.
 */
export function bernsteinOf(
  { id, lambda }: SettledEstimator,
  fixedLambda: boolean,
  parts: readonly RowPart[],
  { units, bounds, level, draws }: { units: RowUnits; bounds: Bounds | null; level: number; draws: number },
): BernsteinOutcome {
  const none = (reason: string) => ({ bernstein: null, bernsteinReason: reason });
  if (draws === 0) return none(notAsked);
  if (bounds === null) return none('no bounds of rewards and propensities were given');
  if (id !== 'ips' && id !== 'cips') return none('its terms have no range that is known beforehand');
  if (id === 'cips' && !fixedLambda) return none('its λ comes from the weights of this log');
  if (units.codes !== null || parts[0]!.denominator !== null)
    return none('it needs rows that are independent of each other');
  const bound = id === 'ips' ? bounds.rewardMax / bounds.minPropensity : lambda! * bounds.rewardMax;
  const { lo, hi } = empiricalBernstein(
    Float64Array.from({ length: units.count }, (_, i) => parts[0]!.numerator(i)),
    { bound, delta: 1 - level },
  );
  return lo === null || hi === null ? none('an interval needs two rows') : { bernstein: [lo, hi] };
}
