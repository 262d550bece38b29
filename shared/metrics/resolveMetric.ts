import type { MetricParameter } from './metricDefinition';
import { mapAlias } from './metricId';
import type { MetricSpec } from './metricSpec';
import { findMetric } from './registry';
import { defaultSettings, type MetricSettings } from './settings';

/**
 * The spec that results are named by: the alias `map` becomes `map_R` or `map_min`, and parameters that the settings
 * decide are stated: `p` of RBP and `max` of ERR always, `rel` when it is not 1. Stable: resolving twice changes nothing.
 */
export function resolveMetric(spec: MetricSpec, settings: MetricSettings): MetricSpec {
  const name = spec.name === mapAlias ? `map_${settings.map}` : spec.name;
  const parameters: Record<string, number> = {};
  for (const parameter of findMetric(name)?.parameters ?? []) {
    const value = spec.parameters[parameter.name] ?? stated(parameter, settings);
    if (value !== null) parameters[parameter.name] = value;
  }
  return { ...spec, name, parameters };
}

function stated(parameter: MetricParameter, settings: MetricSettings): number | null {
  if (parameter.default === null || typeof parameter.default === 'number') return parameter.default;
  const { setting } = parameter.default;
  const isPlainRelevance = setting === 'relLevel' && settings.relLevel === defaultSettings.relLevel;
  return isPlainRelevance ? null : settings[setting];
}
