import type { MetricDefinition } from '../../../shared/metrics/metricDefinition';
import { formatMetricId, parseMetricId } from '../../../shared/metrics/metricId';
import type { MetricSpec } from '../../../shared/metrics/metricSpec';
import { findMetric, findRequestMetric } from '../../../shared/metrics/registry';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { RankscopeError } from '../../../shared/wire/errors';
import type { LabelSource } from './contestData';
import type { MetricPlan } from './evaluate';
import type { PairRole } from './holmAndQ';
import { planMetric } from './planMetric';

/**
 * How a metric is computed: `list` from one ranked list at a time; `weighted` from clicks by inverse examination;
 * `items` from the items of all lists; `pointwise` from (score, outcome) rows; `outcome` from what users did.
 */
export type MetricKind = 'list' | 'weighted' | 'items' | 'pointwise' | 'outcome';

/** A metric of the contest: its resolved id, its label, and the plan that computes it. */
export interface ContestMetric {
  id: string;
  spec: MetricSpec;
  label: LabelSource;
  definition: MetricDefinition;
  kind: MetricKind;
  /** Null where the metric is no matter of one list. */
  plan: MetricPlan | null;
  /** judged@K at the metric's own cutoff, shown beside every value. */
  judgedPlan: MetricPlan;
  role: PairRole;
}

export interface MetricChoice {
  labels: readonly LabelSource[];
  /** The label that ids without one mean; null when the case has none. */
  defaultLabel: string | null;
  /** The ids that the case declares. */
  metrics: { primary: readonly string[]; guardrails: readonly string[] };
  /** The case's examination probabilities; where null, `ips_*` metrics state the exponent that they assume. */
  examination: unknown;
}

/** The metrics of those ids under the settings, each id once, in the order given. */
export function contestMetrics(
  ids: readonly string[],
  settings: MetricSettings,
  choice: MetricChoice,
): ContestMetric[] {
  const resolved = (id: string) => resolveSpec(id, settings, choice);
  const idsOf = (list: readonly string[]) => new Set(list.map((id) => formatMetricId(resolved(id))));
  const primary = idsOf(choice.metrics.primary);
  const guardrails = idsOf(choice.metrics.guardrails);
  const metrics = new Map<string, ContestMetric>();
  for (const text of ids) {
    const spec = resolved(text);
    const id = formatMetricId(spec);
    const role = primary.has(id) ? 'primary' : guardrails.has(id) ? 'guardrail' : 'exploratory';
    metrics.set(id, { id, spec, role, label: labelOf(text, spec, choice), ...computation(spec, settings) });
  }
  return [...metrics.values()];
}

function resolveSpec(id: string, settings: MetricSettings, { examination }: MetricChoice): MetricSpec {
  const spec = resolveMetric(parseMetricId(id), settings);
  const assumes = findMetric(spec.name)!.aggregation === 'counterfactual' && examination === null;
  return assumes ? { ...spec, parameters: { eta: 1, ...spec.parameters } } : spec;
}

function computation(spec: MetricSpec, settings: MetricSettings) {
  const definition = findMetric(spec.name)!;
  const listMetric = findRequestMetric(spec.name);
  const judgedSpec = { name: 'judged', cutoff: spec.cutoff, parameters: {}, label: spec.label };
  return {
    definition,
    kind: listMetric ? ('list' as const) : kindOf(definition),
    plan: listMetric ? planMetric(spec, settings, listMetric.evaluate) : null,
    judgedPlan: planMetric(judgedSpec, settings, findRequestMetric('judged')!.evaluate),
  };
}

function kindOf({ aggregation }: MetricDefinition): MetricKind {
  if (aggregation === 'counterfactual') return 'weighted';
  if (aggregation === 'pointwise') return 'pointwise';
  return aggregation === 'unit' ? 'outcome' : 'items';
}

function labelOf(id: string, spec: MetricSpec, choice: MetricChoice): LabelSource {
  const name = spec.label ?? choice.defaultLabel;
  const known = choice.labels.map((label) => label.name).join(', ');
  if (name === null) {
    throw new RankscopeError({
      code: 'input',
      message: 'This case has no label, so no ranking metric can be computed.',
      hint: 'Add judgments:, or a relevance, click or conversion column under log.columns in case.yaml.',
    });
  }
  const label = choice.labels.find((candidate) => candidate.name === name);
  if (label) return label;
  throw new RankscopeError({
    code: 'input',
    message: `The metric "${id}" names the label "${name}", which this case does not have.`,
    hint: `It has ${known}.`,
  });
}
