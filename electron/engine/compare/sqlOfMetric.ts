import { RankscopeError } from '../../../shared/wire/errors';
import { metricSql, requestValuesSql } from '../sql/compare/metricSql';
import { settledContest } from './contest';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import type { RequestSet } from './requestSet';

interface SqlOfMetricParams {
  preset: string | null;
  metric: string;
  model: string;
  /** The value of every request, not their mean. */
  perRequest?: boolean;
}

/** The query behind one metric of one contestant, over the tables of the session. */
export async function sqlOfMetric(
  source: ContestSource,
  set: RequestSet,
  { preset, metric, model, perRequest }: SqlOfMetricParams,
  options: EvaluateOptions,
): Promise<{ sql: string }> {
  const contest = await settledContest(source, set, { preset, models: [model], metrics: [metric] }, options);
  const { spec, label } = contest.metrics[0]!;
  const contestant = contest.contestants[0]!;
  if (contestant.list === 'random') {
    throw new RankscopeError({ code: 'unsupported', message: 'The mean over all orders is no query over one list.' });
  }
  if ((await source.data.requestFrame()).pinned) {
    const message =
      'Rows of other slots keep their places in every list, which one query over the tables does not say.';
    throw new RankscopeError({ code: 'unsupported', message });
  }
  const list =
    contestant.list === 'scores' && 'table' in contestant
      ? { kind: 'scores' as const, table: contestant.table }
      : { kind: contestant.list as 'logged' | 'ideal' | 'popularity' };
  const input = { spec, settings: contest.settings, label, list, weighted: source.hasWeights };
  return { sql: (perRequest ? requestValuesSql(input) : metricSql(input)).text };
}
