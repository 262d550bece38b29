import { type PresetName, parsePreset } from '../../../shared/metrics/presets';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { RankscopeError } from '../../../shared/wire/errors';
import { type Contestant, contestantsOf } from './contestants';
import type { ContestVectors, EvaluateOptions } from './contestData';
import { type ContestMetric, contestMetrics } from './contestMetrics';
import { contestSettings, defaultMetricIds } from './contestSettings';
import type { ContestSource } from './contestSource';
import type { ListOrder } from './eachPage';
import type { MetricPlan } from './evaluate';
import { otherMetrics } from './otherMetrics';
import { pick, pickCounts, type RequestSet, sizeOf } from './requestSet';
import { settleTies } from './settleTies';
import type { OtherValues, WholeValue } from './wholeValue';

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
  /** The ids as they were asked for. */
  ids: readonly string[];
  preset: PresetName;
  /** Whether the headline rules hold; false under a preset of another tool, which keeps its own. */
  ownRules: boolean;
  /** Largest share of a model's lists with a tie across K; null where it does not matter. */
  tieShare: number | null;
}

/** One metric of every contestant on the contest's requests; NaN = null. Indexed as `contest.contestants`. */
export interface MetricVectors {
  values: Float64Array[];
  judged: Float64Array[];
  listLength: Uint32Array[];
  /** Numbers that no mean over requests gives: `values` then hold nothing. */
  whole: WholeValue[] | null;
  unclipped?: OtherValues['unclipped'];
  leftOut?: OtherValues['leftOut'];
  noValue?: string;
}

/** Kinds of metrics that mean nothing where each row is a list of its own. */
const ofLists: ReadonlySet<ContestMetric['kind']> = new Set(['list', 'weighted', 'items']);

export function resolveContest(source: ContestSource, set: RequestSet, params: ContestParams): Contest {
  const settings = contestSettings(params.preset, source.metrics);
  const ids = params.metrics ?? defaultMetricIds(source.metrics);
  const metrics = contestMetrics(ids, settings, source);
  if (!source.hasRequests && metrics.some(({ kind }) => ofLists.has(kind))) throw withoutRequests();
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
  const preset = parsePreset(params.preset ?? 'default');
  return {
    source,
    set,
    settings,
    contestants: contestantsOf(names, source.models, source),
    metrics,
    ids,
    preset,
    ownRules: preset === 'default',
    tieShare: null,
  };
}

/** Every ready model, the served or first one as baseline; the logged order when there is no model. */
export function defaultContestants(source: ContestSource): string[] {
  const ready = source.models.filter((model) => model.state === 'ready').map((model) => model.name);
  const served = source.servedModel;
  const ordered = served !== null && ready.includes(served) ? [served, ...ready.filter((n) => n !== served)] : ready;
  return ordered.length > 0 ? ordered : ['@logged'];
}

/** `resolveContest`, with the headline rule for ties applied to what the log holds. */
export async function settledContest(
  source: ContestSource,
  set: RequestSet,
  params: ContestParams,
  options: EvaluateOptions = {},
): Promise<Contest> {
  return settleTies(resolveContest(source, set, params), options);
}

/** Evaluates the contest's metrics, all list metrics of a label in one pass over the log. */
export async function contestVectors(contest: Contest, options: EvaluateOptions = {}): Promise<MetricVectors[]> {
  const { source, set, contestants, metrics } = contest;
  const order = listOrder(contest.settings);
  const labels = [...new Set(metrics.map((metric) => metric.label.name))];
  const found = new Map<string, MetricVectors>();
  for (const label of labels) {
    const group = metrics.filter((metric) => metric.label.name === label);
    const plans = group.flatMap(({ plan, judgedPlan }) => (plan ? [plan, judgedPlan] : [judgedPlan]));
    const unique = [...new Map(plans.map((plan) => [plan.key, plan])).values()];
    const vectors = await source.data.vectors({ order, label: group[0]!.label, contestants, plans: unique }, options);
    const at = (plan: MetricPlan) => unique.findIndex(({ key }) => key === plan.key);
    for (const { id, plan, judgedPlan } of group) {
      found.set(id, pickVectors(vectors, plan ? at(plan) : null, at(judgedPlan), set));
    }
  }
  const others = await otherMetrics(contest, options);
  return metrics.map(({ id }) => {
    const { values, ...rest } = others.get(id) ?? { values: null, whole: null };
    return { ...found.get(id)!, ...(values && { values }), ...rest };
  });
}

/** How lists are sorted under the settings. */
export function listOrder({ ties, scorePrecision }: MetricSettings): ListOrder {
  const tied = ties !== 'id' && ties !== 'input';
  return { precision: scorePrecision, ties: ties === 'input' ? 'input' : 'id', withTies: tied };
}

function pickVectors(vectors: ContestVectors[], value: number | null, judged: number, set: RequestSet): MetricVectors {
  const nothing = () => new Float64Array(sizeOf(set)).fill(Number.NaN);
  return {
    values: vectors.map((vector) => (value === null ? nothing() : pick(vector.values[value]!, set))),
    judged: vectors.map((vector) => pick(vector.values[judged]!, set)),
    listLength: vectors.map((vector) => pickCounts(vector.listLength, set)),
    whole: null,
  };
}

function withoutRequests(): RankscopeError {
  return new RankscopeError({
    code: 'refused',
    message: 'Rows of this log carry no request id, so each row is a list of its own and list metrics mean nothing.',
    hint: 'Name the column that groups rows into lists under log.columns.request in case.yaml; auc, logloss, oe, ctr and others of single rows need none.',
  });
}
