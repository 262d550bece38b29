import { relevanceLevel } from '../../../shared/metrics/gain';
import { neumaierSum } from '../../../shared/stats/neumaier';
import type { Contest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestMetric } from './contestMetrics';
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
      const values = weightedValues(contest, spec.name, results[2 * m]!, results[2 * m + 1]!);
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

function weightedValues(contest: Contest, name: string, clipped: WeightedValues, raw: WeightedValues): OtherValues {
  const { set } = contest;
  const weights = pick(clipped.weights, set);
  const all = neumaierSum(present(pick(clipped.unclipped, set)));
  const kept = neumaierSum(present(weights));
  const share = all > 0 ? 1 - kept / all : null;
  if (name === 'sn_ips_dcg') {
    const whole = clipped.values.map((values) => ratio(pick(values, set), weights));
    const means = raw.values.map((values) => ratio(pick(values, set), pick(raw.weights, set)).value);
    return { values: null, whole, unclipped: { share, means } };
  }
  const means = raw.values.map((values) => meanOf(present(pick(values, set))));
  return { values: clipped.values.map((values) => pick(values, set)), whole: null, unclipped: { share, means } };
}

function ratio(values: Float64Array, weights: Float64Array): WholeValue {
  const total = neumaierSum(present(weights));
  if (!(total > 0)) return noValue('nobody clicked');
  return {
    value: neumaierSum(present(values)) / total,
    reason: null,
    ci: null,
    ciReason: wholeOnly,
    requests: present(values).length,
  };
}

function present(values: Float64Array): Float64Array {
  return values.filter((value) => !Number.isNaN(value));
}

function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : neumaierSum(values) / values.length;
}
