import { meanByQuery } from '../../../shared/metrics/aggregate';
import type { MetricRow } from '../../../shared/schemas/compare';
import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import type { ContestMetric } from './contestMetrics';

export interface MetricRowInput {
  metric: ContestMetric;
  model: string;
  values: Float64Array;
  judged: Float64Array;
  listLength: Uint32Array;
  bounds: [number, number] | null;
  /** Why there are none. */
  noBounds: string;
  /** Why the number may not be shown at all, or null. */
  refused: string | null;
  /** Null: intervals were not asked for. */
  interval: BootstrapInterval | null;
}

/** One metric of one contestant in `compare --json`. */
export function metricRow(input: MetricRowInput): MetricRow {
  const { metric, values, interval } = input;
  const { mean: computed, used } = meanByQuery(values);
  const mean = input.refused === null ? computed : null;
  const judged = meanByQuery(input.judged).mean;
  const missing = input.listLength.reduce((count, length) => count + (length === 0 ? 1 : 0), 0);
  const noMean = input.refused ?? 'no request has a list and a positive label';
  const ci: [number, number] | null =
    mean !== null && interval?.lo != null && interval.hi != null ? [interval.lo, interval.hi] : null;
  return {
    metric: metric.id,
    label: metric.label.name,
    model: input.model,
    mean,
    ...(mean === null && { meanReason: noMean }),
    ci,
    ...(ci === null && {
      ciReason:
        input.refused ?? (interval === null ? 'intervals were not asked for' : 'fewer than two units have a value'),
    }),
    bounds: input.bounds,
    ...(input.bounds === null && { boundsReason: input.noBounds }),
    judged,
    ...(judged === null && { judgedReason: 'no request has a list' }),
    requests: used,
    skippedRequests: Math.max(0, values.length - used - missing),
    missingRequests: missing,
    positiveRequests: positives(values),
    matureShare: null,
    matureShareReason: 'outcomes have no window in this case',
  };
}

function positives(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (value > 0) count += 1;
  return count;
}
