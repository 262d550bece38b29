import { type MeanSummary, meanByQuery, meanByUser, weightedMean } from '../../../shared/metrics/aggregate';
import { type ContestUnits, sumByUnit, unitWeights } from './unitSums';

/** The number that a contest shows: the mean over requests, or over users of their means. */
export type Estimand = 'query' | 'user';

/** The estimand of a per-request vector; weighted where the log has sampling weights (definitions.md A7). */
export function estimate(values: Float64Array, by: Estimand, units: ContestUnits): MeanSummary {
  const perRequest = by === 'query' || units.codes === null;
  if (units.weights === null) {
    return perRequest ? meanByQuery(values) : meanByUser(values, units.codes!, units.count);
  }
  if (perRequest) return weightedMean(values, units.weights);
  const { sums, counts } = sumByUnit(values, units);
  return weightedMean(
    sums.map((sum, unit) => (counts[unit]! > 0 ? sum / counts[unit]! : Number.NaN)),
    unitWeights(values, units),
  );
}
