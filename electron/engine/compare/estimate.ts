import { type MeanSummary, meanByQuery, meanByUser } from '../../../shared/metrics/aggregate';
import type { ContestUnits } from './unitSums';

/** The number that a contest shows: the mean over requests, or over users of their means. */
export type Estimand = 'query' | 'user';

export function estimate(values: Float64Array, by: Estimand, units: ContestUnits): MeanSummary {
  if (by === 'query' || units.codes === null) return meanByQuery(values);
  return meanByUser(values, units.codes, units.count);
}
