import type { MetricSettings } from '../../../shared/metrics/settings';
import { RankscopeError } from '../../../shared/wire/errors';
import { type Contestant, contestantsOf } from './contestants';
import type { ContestVectors, EvaluateOptions } from './contestData';
import { type ContestMetric, contestMetrics } from './contestMetrics';
import { contestSettings, defaultMetricIds } from './contestSettings';
import type { ContestSource } from './contestSource';
import { pick, pickCounts, type RequestSet } from './requestSet';

/** What a contest was asked for, names still unresolved. */
export interface ContestParams {
  preset: string | null;
  models: readonly string[] | null;
  metrics: readonly string[] | null;
}

/** A contest with everything resolved: who, by what, on which requests. */
export interface Contest {
  source: ContestSource;
  set: RequestSet;
  settings: MetricSettings;
  contestants: Contestant[];
  metrics: ContestMetric[];
}

/** One metric of every contestant on the contest's requests; NaN = null. Indexed as `contest.contestants`. */
export interface MetricVectors {
  values: Float64Array[];
  judged: Float64Array[];
  listLength: Uint32Array[];
}

export function resolveContest(source: ContestSource, set: RequestSet, params: ContestParams): Contest {
  if (!source.hasRequests) throw withoutRequests();
  const settings = contestSettings(params.preset, source.metrics);
  const names = params.models ?? defaultContestants(source);
  const duplicate = names.find((name, i) => names.indexOf(name) !== i);
  if (duplicate !== undefined) {
    throw new RankscopeError({ code: 'input', message: `The contestant "${duplicate}" is named twice.` });
  }
  if (names.includes('@logged') && !source.hasPositions) {
    throw new RankscopeError({
      code: 'input',
      message: 'The log has no position column, so there is no @logged list to compare.',
      hint: 'Name it under log.columns.position in case.yaml.',
    });
  }
  const ids = params.metrics ?? defaultMetricIds(source.metrics);
  return {
    source,
    set,
    settings,
    contestants: contestantsOf(names, source.models, source.rows),
    metrics: contestMetrics(ids, settings, source, source.metrics.primary),
  };
}

/** Every ready model, the served or first one as baseline; the logged order when there is no model. */
export function defaultContestants(source: ContestSource): string[] {
  const ready = source.models.filter((model) => model.state === 'ready').map((model) => model.name);
  const served = source.servedModel;
  const ordered = served !== null && ready.includes(served) ? [served, ...ready.filter((n) => n !== served)] : ready;
  return ordered.length > 0 ? ordered : ['@logged'];
}

/** Evaluates the contest's metrics, all metrics of a label in one pass over the log. */
export async function contestVectors(contest: Contest, options: EvaluateOptions = {}): Promise<MetricVectors[]> {
  const { source, set, settings, contestants, metrics } = contest;
  const tied = settings.ties !== 'id' && settings.ties !== 'input';
  const order = {
    precision: settings.scorePrecision,
    ties: settings.ties === 'input' ? ('input' as const) : ('id' as const),
    withTies: tied,
  };
  const labels = [...new Set(metrics.map((metric) => metric.label.name))];
  const found = new Map<string, MetricVectors>();
  for (const label of labels) {
    const group = metrics.filter((metric) => metric.label.name === label);
    const plans = group.flatMap((metric) => [metric.plan, metric.judgedPlan]);
    const unique = [...new Map(plans.map((plan) => [plan.key, plan])).values()];
    const vectors = await source.data.vectors({ order, label: group[0]!.label, contestants, plans: unique }, options);
    const at = (key: string) => unique.findIndex((plan) => plan.key === key);
    for (const metric of group)
      found.set(metric.id, pickVectors(vectors, at(metric.plan.key), at(metric.judgedPlan.key), set));
  }
  return metrics.map((metric) => found.get(metric.id)!);
}

function pickVectors(vectors: ContestVectors[], value: number, judged: number, set: RequestSet): MetricVectors {
  return {
    values: vectors.map((vector) => pick(vector.values[value]!, set)),
    judged: vectors.map((vector) => pick(vector.values[judged]!, set)),
    listLength: vectors.map((vector) => pickCounts(vector.listLength, set)),
  };
}

function withoutRequests(): RankscopeError {
  return new RankscopeError({
    code: 'refused',
    message: 'Rows of this log carry no request id, so each row is a list of its own and list metrics mean nothing.',
    hint: 'Name the column that groups rows into lists under log.columns.request in case.yaml.',
  });
}
