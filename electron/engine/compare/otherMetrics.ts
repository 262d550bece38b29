import { meanByQuery, weightedMean } from '../../../shared/metrics/aggregate';
import { relevanceLevel } from '../../../shared/metrics/gain';
import { neumaierSum } from '../../../shared/stats/neumaier';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
import { weightsOf } from './contestUnits';
import { itemMetrics } from './itemMetrics';
import { rankOrder } from './listRanks';
import { outcomeMetrics } from './outcomeMetrics';
import { pointwiseMetrics } from './pointwiseMetrics';
import { pick } from './requestSet';
import { powerExamination, type WeightedMetric, type WeightedValues, weightedClicks } from './weightedClicks';
import { noValue, type OtherValues, type WholeValue, wholeOnly } from './wholeValue';

/** The metrics of the contest that are not computed list by list, by id. */
export async function otherMetrics(contest: Contest, options: EvaluateOptions): Promise<Map<string, OtherValues>> {
  const found = new Map<string, OtherValues>();
  const of = (kind: ContestMetric['kind']) => contest.metrics.filter((metric) => metric.kind === kind);
  for (const [id, values] of await weightedMetrics(contest, of('weighted'), options)) found.set(id, values);
  for (const [id, values] of await itemMetrics(contest, of('items'), options)) found.set(id, values);
  for (const [id, values] of await pointwiseMetrics(contest, of('pointwise'), options)) found.set(id, values);
  for (const [id, values] of await outcomeMetrics(contest, of('outcome'), options)) found.set(id, values);
  return found;
}

const defaultTau = 0.1;

async function weightedMetrics(
  contest: Contest,
  metrics: readonly ContestMetric[],
  options: EvaluateOptions,
): Promise<Map<string, OtherValues>> {
  const { source, contestants } = contest;
  const found = new Map<string, OtherValues>();
  const sampling = await weightsOf(source, contest.set);
  for (const label of new Set(metrics.map((metric) => metric.label))) {
    const own = metrics.filter((metric) => metric.label === label);
    const refused = weightedRefusal(contest, label.name);
    if (refused !== null) {
      for (const { id } of own) found.set(id, { values: null, whole: contestants.map(() => noValue(refused)) });
      continue;
    }
    const frame = await source.data.requestFrame();
    const plans = own.flatMap((metric) => [weightedPlan(contest, metric, true), weightedPlan(contest, metric, false)]);
    const work = { label: label.name, frame, order: rankOrder(contest.settings), contestants, metrics: plans };
    const results = await weightedClicks(source.data.db, work, options);
    own.forEach(({ id, spec }, m) => {
      const values = weightedValues(contest, spec.name, [results[2 * m]!, results[2 * m + 1]!], sampling);
      found.set(id, values);
    });
  }
  return found;
}

/** Why clicks of the label cannot be weighted, or null. */
export function weightedRefusal({ source }: Contest, label: string): string | null {
  if (!source.hasPositions) return 'the log has no positions, so nobody knows where a click happened';
  if (source.labels.find(({ name }) => name === label)?.behavioral !== true) {
    return `the label "${label}" does not come from what users did; examination only explains clicks and orders`;
  }
  return null;
}

function weightedPlan({ source, settings }: Contest, { spec }: ContestMetric, clipped: boolean): WeightedMetric {
  const { eta, tau } = spec.parameters;
  return {
    name: spec.name as WeightedMetric['name'],
    cutoff: spec.cutoff ?? Number.POSITIVE_INFINITY,
    level: relevanceLevel(spec, settings),
    theta: eta === undefined && source.examination !== null ? source.examination : powerExamination(eta ?? 1),
    tau: clipped ? (tau ?? defaultTau) : 0,
  };
}

/** `clicked` has the values with clipped weights and without clipping; `sampling` the set's sampling weights. */
function weightedValues(
  { set }: Contest,
  name: string,
  [clipped, raw]: [WeightedValues, WeightedValues],
  sampling: Float64Array | null,
): OtherValues {
  const sum = (values: Float64Array) => neumaierSum(present(weighted(pick(values, set), sampling)));
  const all = sum(clipped.unclipped);
  const share = all > 0 ? 1 - sum(clipped.weights) / all : null;
  if (name === 'sn_ips_dcg') {
    const ratio = ({ values, weights }: WeightedValues, c: number): WholeValue =>
      ratioOf(sum(values[c]!), sum(weights), present(pick(values[c]!, set)).length);
    const whole = clipped.values.map((_, c) => ratio(clipped, c));
    return { values: null, whole, unclipped: { share, means: raw.values.map((_, c) => ratio(raw, c).value) } };
  }
  const means = raw.values.map((values) => sampledMean(pick(values, set), sampling));
  return { values: clipped.values.map((values) => pick(values, set)), whole: null, unclipped: { share, means } };
}

function ratioOf(sum: number, total: number, requests: number): WholeValue {
  if (!(total > 0)) return noValue('nobody clicked');
  return { value: sum / total, reason: null, ci: null, ciReason: wholeOnly, requests };
}

function weighted(values: Float64Array, sampling: Float64Array | null): Float64Array {
  return sampling === null ? values : values.map((value, i) => sampling[i]! * value);
}

function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

/** The mean of the values that are there, weighted where the log has sampling weights; null without any. */
export function sampledMean(values: Float64Array, sampling: Float64Array | null): number | null {
  return (sampling === null ? meanByQuery(values) : weightedMean(values, sampling)).mean;
}
