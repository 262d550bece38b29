import { listNormalization } from '../../../shared/blend/normalize';
import { relevanceLevel } from '../../../shared/metrics/gain';
import { formatMetricId, parseMetricId } from '../../../shared/metrics/metricId';
import { findRequestMetric } from '../../../shared/metrics/registry';
import type { WeightAxis } from '../../../shared/pareto/paretoSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import { type Contest, listOrder, settledContest } from '../compare/contest';
import { type ContestFacts, contestFacts } from '../compare/contestFacts';
import type { ContestMetric } from '../compare/contestMetrics';
import type { ContestSource } from '../compare/contestSource';
import { weightedRefusal } from '../compare/otherMetrics';
import type { RequestSet } from '../compare/requestSet';
import { biasStatus } from '../compare/withheld';
import type { RunOptions, RunWork } from './evaluateRuns';
import type { UnitGroups } from './unitGroups';
import type { WeightedModel } from './weightedModel';

/** What both methods are asked. */
export interface StudyParams {
  preset: string | null;
  metrics: readonly string[] | null;
  seed: number;
}

/** A weighted model on the requests of a slice, with what its weightings are judged by. */
export interface Study {
  model: WeightedModel;
  contest: Contest;
  axes: WeightAxis[];
  facts: ContestFacts;
  warnings: string[];
}

/** Resolves metrics and what may be claimed of them. Metrics that are not of one list are refused. */
export async function openStudy(
  source: ContestSource,
  set: RequestSet,
  model: WeightedModel,
  params: StudyParams,
  { signal }: RunOptions,
): Promise<Study> {
  const { ids, warnings } = params.metrics ? { ids: params.metrics, warnings: [] } : defaultAxes(source, model);
  const wish = { preset: params.preset, models: [model.name], metrics: ids };
  const contest = await settledContest(source, set, wish, { signal });
  const other = contest.metrics.find(({ plan }) => plan === null);
  if (other) throw notOfList(other.id);
  const facts = await contestFacts(contest, signal);
  const axes = contest.metrics.map((metric) => axisOf(contest, facts, metric, model));
  return { model, contest, axes, facts, warnings };
}

/** What a pass over the heads needs of the study. */
export async function runWork({ contest, model }: Study, groups: UnitGroups, runs: RunWork['runs']): Promise<RunWork> {
  const { source, settings, metrics } = contest;
  const labels = [...new Set(metrics.map(({ label }) => label))];
  const names = [...new Set(labels.map(({ name }) => name))];
  const ideals = await Promise.all(names.map((name) => source.data.ideal(labels.find((each) => each.name === name)!)));
  const bands = metrics.map(({ label }) => weightedRefusal(contest, label.name) === null);
  return {
    frame: await source.data.requestFrame(),
    order: listOrder(settings),
    heads: model.heads,
    quantiles: model.quantiles,
    normalize: listNormalization(model.blending.normalize),
    labels: names,
    positions: bands.includes(true),
    ideals,
    runs,
    groups,
    metrics: metrics.map(({ plan, label, spec }, m) => ({
      plan: plan!,
      label: names.indexOf(label.name),
      band: bands[m] ? { cutoff: spec.cutoff ?? source.metrics.k, level: relevanceLevel(spec, settings) } : null,
    })),
  };
}

function axisOf(contest: Contest, facts: ContestFacts, metric: ContestMetric, model: WeightedModel): WeightAxis {
  const { name } = metric.label;
  const at = model.labels.indexOf(name);
  const isLess = metric.definition.higherIsBetter === false;
  const isTurned = at >= 0 && model.weights[at]! < 0;
  return {
    metric: metric.id,
    label: name,
    objective: at < 0 ? null : model.objectives[at]!,
    direction: isLess === isTurned ? 1 : -1,
    status: biasStatus({ contest, facts, metric, baseline: model.name, model: model.name }),
  };
}

const mostAxes = 3;

/** The case's first list metric on the labels named as objectives; on the case's labels where none is. */
function defaultAxes(source: ContestSource, model: WeightedModel): { ids: string[]; warnings: string[] } {
  const spec = source.metrics.primary.map(parseMetricId).find(({ name }) => findRequestMetric(name) || name === 'map');
  const usual = spec ?? parseMetricId(`ndcg@${source.metrics.k}`);
  const known = source.labels.map(({ name }) => name);
  const named = [...new Set(model.labels)].filter((name) => known.includes(name));
  const labels = named.length > 0 ? named : known.slice(0, mostAxes);
  if (labels.length < 2) throw tooFewLabels(model, labels);
  const without = model.labels.filter((name) => named.length > 0 && !known.includes(name));
  const warnings = without.map(
    (name) => `No label is called "${name}", so nothing says how well the lists serve that objective.`,
  );
  return { ids: labels.map((label) => formatMetricId({ ...usual, label })), warnings };
}

function tooFewLabels(model: WeightedModel, labels: readonly string[]): RankscopeError {
  const found = labels.length === 0 ? 'no label' : `only the label "${labels[0]}"`;
  return new RankscopeError({
    code: 'input',
    message: `Weights of "${model.name}" trade objectives against each other, and the case has ${found} to judge them by.`,
    hint: 'Declare a label of the name of each objective under labels: in case.yaml, or name two metrics.',
  });
}

function notOfList(id: string): RankscopeError {
  return new RankscopeError({
    code: 'unsupported',
    message: `The metric "${id}" is not computed list by list, so weights cannot be judged by it.`,
    hint: 'Use list metrics such as ndcg@10:click,ndcg@10:order.',
  });
}
