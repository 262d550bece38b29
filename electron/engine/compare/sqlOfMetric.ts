import { RankscopeError } from '../../../shared/wire/errors';
import { type MetricSqlInput, metricSql, requestValuesSql } from '../sql/compare/metricSql';
import { settledContest } from './contest';
import type { Contestant } from './contestants';
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
  const { pinned } = await source.data.requestFrame();
  const list = listOf(contestant);
  const input = { spec, settings: contest.settings, label, list, pinned, weighted: source.hasWeights };
  return { sql: (perRequest ? requestValuesSql(input) : metricSql(input)).text };
}

function listOf(contestant: Contestant): MetricSqlInput['list'] {
  switch (contestant.list) {
    case 'scores':
      return { kind: 'scores', table: contestant.table };
    case 'ranked':
      return { kind: 'logged', column: contestant.column };
    case 'random':
      throw new RankscopeError({ code: 'unsupported', message: 'The mean over all orders is no query over one list.' });
    default:
      return { kind: contestant.list };
  }
}
