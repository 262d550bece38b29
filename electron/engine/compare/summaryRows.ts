import type { MetricRow, PairRow } from '../../../shared/schemas/compare';
import type { Contest } from './contest';
import { boundsRefusal } from './contestBounds';
import { estimate } from './estimate';
import type { Findings } from './findings';
import { metricRow } from './metricRow';
import { pairRow } from './pairRow';
import type { WholeValue } from './wholeValue';
import { biasStatus, refusedMetric, withheldReason } from './withheld';

const withoutBounds = 'bounds for unjudged items are defined for NDCG only';

function noBounds(contest: Contest, { inference }: Findings): string {
  return boundsRefusal(contest) ?? (inference === null ? 'bounds were not asked for' : withoutBounds);
}

/** Every metric of every contestant, in the order of metrics, then contestants. */
export function metricRows(contest: Contest, findings: Findings): MetricRow[] {
  const { vectors, inference, bounds, units, by, ties, facts } = findings;
  const { contestants } = contest;
  return contest.metrics.flatMap((metric, m) =>
    contestants.map(({ name, list }, c) => {
      const { values, judged, listLength, whole, unclipped, leftOut, noValue } = vectors[m]!;
      return metricRow({
        metric,
        model: name,
        values: values[c]!,
        whole: whole?.[c] ?? null,
        judged: judged[c]!,
        listLength: listLength[c]!,
        positive: findings.positive.get(metric.id)!,
        by,
        units,
        bounds: bounds.get(metric.id)?.models[c] ?? null,
        noBounds: noBounds(contest, findings),
        refused: refusedMetric(contest.source, metric.spec.name),
        interval: inference?.means[m * contestants.length + c] ?? null,
        mature: metric.kind === 'items' ? undefined : facts.mature.get(metric.label.name),
        ties: ties && metric.plan ? { min: ties.min[m]!.values[c]!, max: ties.max[m]!.values[c]! } : null,
        random: findings.random.get(metric.id) ?? null,
        leftOut: list === 'random' ? null : (leftOut?.[c] ?? null),
        noValue: noValue ?? 'no request has a list and a positive label',
        unclipped: unclipped ? { mean: unclipped.means[c]!, share: unclipped.share } : null,
      });
    }),
  );
}

/** Every metric of every contestant against the first. Holm's p and q are still missing. */
export function pairRows(contest: Contest, findings: Findings): PairRow[] {
  const { contestants, metrics } = contest;
  return metrics.flatMap((_, m) => contestants.slice(1).map((__, i) => rowOf(contest, findings, m, i)));
}

function rowOf(contest: Contest, findings: Findings, m: number, i: number): PairRow {
  const { vectors, differences, inference, bounds, units, by, facts } = findings;
  const { source, contestants } = contest;
  const metric = contest.metrics[m]!;
  const baseline = contestants[0]!.name;
  const model = contestants[i + 1]!.name;
  const pair = differences[m]![i]!;
  const whole = vectors[m]!.whole;
  const band = findings.bands.get(metric.id)?.[i] ?? null;
  const claim = { contest, facts, metric, baseline, model, band };
  const delta = whole ? differenceOf(whole[0]!.value, whole[i + 1]!.value) : estimate(pair.all, by, units).mean;
  return pairRow({
    metric: metric.id,
    label: metric.label.name,
    baseline,
    model,
    differences: pair,
    delta,
    noDelta: missingReason(whole, i + 1) ?? 'no request has a value under both contestants',
    wholeReason: whole ? 'no test is made of a number of all lists together' : null,
    baselineMean: whole ? whole[0]!.value : estimate(vectors[m]!.values[0]!, by, units).mean,
    bounds: bounds.get(metric.id)?.pairs[i] ?? null,
    plausible: bounds.get(metric.id)?.plausible[i] ?? null,
    noBounds: noBounds(contest, findings),
    refused: refusedMetric(source, metric.spec.name),
    inference: inference?.pairs[m * (contestants.length - 1) + i] ?? null,
    unit: units.name,
    by,
    marginShare: source.metrics.margin > 0 ? source.metrics.margin : null,
    higherIsBetter: metric.definition.higherIsBetter !== false,
    withheld: inference === null ? null : withheldReason(claim),
    role: metric.role,
    status: inference === null ? null : biasStatus(claim),
    band,
  });
}

function differenceOf(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : b - a;
}

function missingReason(whole: readonly WholeValue[] | null, c: number): string | null {
  return whole === null ? null : (whole[c]!.reason ?? whole[0]!.reason);
}
