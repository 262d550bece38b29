import { skill } from '../../../shared/metrics/aggregate';
import type { MetricRow } from '../../../shared/schemas/compare';
import type { BootstrapInterval } from '../../../shared/stats/bootstrap';
import type { ContestMetric } from './contestMetrics';
import { type Estimand, estimate } from './estimate';
import type { ContestUnits } from './unitSums';
import type { WholeValue } from './wholeValue';

export interface MetricRowInput {
  metric: ContestMetric;
  model: string;
  values: Float64Array;
  /** The number itself, where no mean over requests gives it. */
  whole: WholeValue | null;
  judged: Float64Array;
  listLength: Uint32Array;
  /** 1 for requests with a relevant item. */
  positive: Float64Array;
  by: Estimand;
  units: ContestUnits;
  bounds: [number, number] | null;
  /** Why there are none. */
  noBounds: string;
  /** Why the number may not be shown at all, or null. */
  refused: string | null;
  /** Null: intervals were not asked for. */
  interval: BootstrapInterval | null;
  /** Share of mature requests; null = not known; undefined = the label does not ripen. */
  mature: number | null | undefined;
  ties: { min: Float64Array; max: Float64Array } | null;
  random: Float64Array | null;
  unclipped: { mean: number | null; share: number | null } | null;
  /** Items at the top of lists that the metric had to leave out; null where it never has to. */
  leftOut: number | null;
  /** Why the mean is null where no request has a value. */
  noValue: string;
}

/** One metric of one contestant in `compare --json`. */
export function metricRow(input: MetricRowInput): MetricRow {
  const { metric, values, whole, by, units } = input;
  const summary = estimate(values, by, units);
  const computed = whole ? whole.value : summary.mean;
  const mean = input.refused === null ? computed : null;
  const judged = estimate(input.judged, by, units).mean;
  const missing = input.listLength.reduce((count, length) => count + (length === 0 ? 1 : 0), 0);
  const used = whole ? whole.requests : countPresent(values);
  const mature = input.mature === undefined ? 1 : input.mature;
  return {
    metric: metric.id,
    label: metric.label.name,
    model: input.model,
    mean,
    ...(mean === null && {
      meanReason: input.refused ?? whole?.reason ?? input.noValue,
    }),
    ...intervalFields(input, mean),
    bounds: input.bounds,
    ...(input.bounds === null && { boundsReason: input.noBounds }),
    judged,
    ...(judged === null && { judgedReason: 'no request has a list' }),
    requests: used,
    skippedRequests: whole ? 0 : Math.max(0, values.length - used - missing),
    missingRequests: missing,
    positiveRequests: positives(input),
    matureShare: mature,
    ...(mature === null && { matureShareReason: 'the case does not say until when outcomes were observed, or when' }),
    ...optionalFields(input, mean),
  };
}

function intervalFields({ whole, refused, interval }: MetricRowInput, mean: number | null) {
  const bootstrapped: [number, number] | null =
    interval?.lo != null && interval.hi != null ? [interval.lo, interval.hi] : null;
  const ci = mean === null ? null : whole ? whole.ci : bootstrapped;
  if (ci !== null) return { ci };
  const none = interval === null ? 'intervals were not asked for' : 'fewer than two units have a value';
  return { ci, ciReason: refused ?? whole?.ciReason ?? none };
}

function optionalFields(input: MetricRowInput, mean: number | null): Partial<MetricRow> {
  const { values, ties, random, unclipped, by, units } = input;
  const fields: Partial<MetricRow> = {};
  const reason = 'no request has a value';
  if (ties && mean !== null) {
    fields.tiesMin = estimate(ties.min, by, units).mean;
    fields.tiesMax = estimate(ties.max, by, units).mean;
    if (fields.tiesMin === null) fields.tiesMinReason = reason;
    if (fields.tiesMax === null) fields.tiesMaxReason = reason;
  }
  if (random && mean !== null) {
    const same = random.map((value, i) => (Number.isNaN(values[i]!) ? Number.NaN : value));
    fields.skill = skill(mean, estimate(same, by, units).mean);
    if (fields.skill === null) fields.skillReason = 'random order is as good as any here';
  }
  if (input.leftOut !== null) fields.leftOutItems = input.leftOut;
  if (unclipped) {
    fields.unclipped = unclipped.mean;
    fields.clippedShare = unclipped.share;
    if (unclipped.mean === null) fields.unclippedReason = reason;
    if (unclipped.share === null) fields.clippedShareReason = 'nobody clicked';
  }
  return fields;
}

function countPresent(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) count += 1;
  return count;
}

/** Used requests with a relevant item. */
function positives({ values, whole, positive }: MetricRowInput): number {
  let count = 0;
  for (let i = 0; i < positive.length; i++) if (positive[i] === 1 && (whole || !Number.isNaN(values[i]!))) count += 1;
  return count;
}
