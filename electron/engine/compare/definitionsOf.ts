import { definitionOf } from '../../../shared/metrics/definitionOf';
import type { Contest } from './contest';

/** The exact definition behind every metric of the contest, by metric id. */
export function definitionsOf(contest: Contest): Record<string, Record<string, unknown>> {
  const entries = contest.metrics.map((metric) => [metric.id, { ...definitionOf(metric.spec, contest.settings) }]);
  return Object.fromEntries(entries);
}
