import type { MetricDefinition } from '../../../shared/metrics/metricDefinition';
import { formatMetricId, parseMetricId } from '../../../shared/metrics/metricId';
import type { MetricSpec } from '../../../shared/metrics/metricSpec';
import { findRequestMetric } from '../../../shared/metrics/registry';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import type { MetricSettings } from '../../../shared/metrics/settings';
import { RankscopeError } from '../../../shared/wire/errors';
import type { LabelSource } from './contestData';
import type { MetricPlan } from './evaluate';
import { planMetric } from './planMetric';

/** A metric of the contest: its resolved id, its label, and the plan that computes it. */
export interface ContestMetric {
  id: string;
  spec: MetricSpec;
  label: LabelSource;
  definition: MetricDefinition;
  plan: MetricPlan;
  /** judged@K at the metric's own cutoff, shown beside every value. */
  judgedPlan: MetricPlan;
  primary: boolean;
}

export interface LabelChoice {
  labels: readonly LabelSource[];
  /** The label that ids without one mean; null when the case has none. */
  defaultLabel: string | null;
}

/** The metrics of those ids under the settings, each id once, in the order given. */
export function contestMetrics(
  ids: readonly string[],
  settings: MetricSettings,
  choice: LabelChoice,
  primary: readonly string[],
): ContestMetric[] {
  const primaryIds = new Set(primary.map((id) => formatMetricId(resolveMetric(parseMetricId(id), settings))));
  const metrics = new Map<string, ContestMetric>();
  for (const text of ids) {
    const spec = resolveMetric(parseMetricId(text), settings);
    const id = formatMetricId(spec);
    const definition = findRequestMetric(spec.name);
    if (!definition) throw notPerRequest(text);
    const judged = findRequestMetric('judged')!;
    const judgedSpec = { name: 'judged', cutoff: spec.cutoff, parameters: {}, label: spec.label };
    metrics.set(id, {
      id,
      spec,
      label: labelOf(text, spec, choice),
      definition,
      plan: planMetric(spec, settings, definition.evaluate),
      judgedPlan: planMetric(judgedSpec, settings, judged.evaluate),
      primary: primaryIds.has(id),
    });
  }
  return [...metrics.values()];
}

function notPerRequest(id: string): RankscopeError {
  return new RankscopeError({
    code: 'unsupported',
    message: `The metric "${id}" cannot be compared yet: it is not computed request by request.`,
    hint: 'Use a ranking metric such as ndcg@10, map@10, recall@10 or mrr.',
  });
}

function labelOf(id: string, spec: MetricSpec, choice: LabelChoice): LabelSource {
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
