import type { MetricDefinition } from './metricDefinition';
import { counterfactualMetrics, outcomeMetrics, setAndPointwiseMetrics } from './otherMetrics';
import { type RequestMetricDefinition, requestMetrics } from './requestMetrics';

/** Every metric of the product, in the order of lists and help. */
export const metricDefinitions: readonly MetricDefinition[] = [
  ...requestMetrics,
  ...setAndPointwiseMetrics,
  ...outcomeMetrics,
  ...counterfactualMetrics,
];

const byName = new Map(metricDefinitions.map((definition) => [definition.name, definition]));
const requestByName = new Map(requestMetrics.map((definition) => [definition.name, definition]));

/** The definition of a canonical name; undefined for aliases and unknown names. */
export function findMetric(name: string): MetricDefinition | undefined {
  return byName.get(name);
}

/** The definition of a metric that one ranked list decides; undefined for other metrics. */
export function findRequestMetric(name: string): RequestMetricDefinition | undefined {
  return requestByName.get(name);
}
