import { formatPercent } from '../../../shared/format/numbers';
import { definitionOf } from '../../../shared/metrics/definitionOf';
import type { Contest } from './contest';
import type { ContestMetric } from './contestMetrics';
import { itemExtras } from './itemWords';

/** The exact definition behind every metric of the contest, by metric id. */
export function definitionsOf(contest: Contest): Record<string, Record<string, unknown>> {
  const entries = contest.metrics.map((metric) => [
    metric.id,
    { ...definitionOf(metric.spec, contest.settings, contest.preset), ...extras(contest, metric) },
  ]);
  return Object.fromEntries(entries);
}

function extras(contest: Contest, metric: ContestMetric): Record<string, unknown> {
  const { tieShare, source } = contest;
  const { kind, spec } = metric;
  if (kind === 'items') return itemExtras(contest, metric);
  if (kind === 'weighted') {
    const { eta, tau } = spec.parameters;
    const examination =
      eta === undefined ? "the case's examination file" : `assumed: position^-${eta}, not estimated from this log`;
    return { examination, tau: tau ?? 0.1 };
  }
  if (kind !== 'list' || tieShare === null) return {};
  const rule =
    tieShare > 0.01
      ? `averaged, because ${formatPercent(tieShare)} of a model's lists have a tie across rank ${source.metrics.k}`
      : `id descending; ${formatPercent(tieShare)} of a model's lists have a tie across rank ${source.metrics.k}`;
  return { tieRule: rule };
}
