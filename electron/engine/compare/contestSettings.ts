import type { ResolvedMetrics } from '../../../shared/case/resolvedCase';
import { parsePreset, presetSettings } from '../../../shared/metrics/presets';
import type { MetricSettings } from '../../../shared/metrics/settings';

/**
 * The settings of a contest. A named preset is taken whole, so that its numbers are that tool's numbers; without one the
 * default preset is changed by what the case says.
 */
export function contestSettings(preset: string | null, declared: ResolvedMetrics): MetricSettings {
  if (preset !== null && preset !== 'default') return presetSettings(parsePreset(preset));
  const settings = presetSettings('default');
  return {
    ...settings,
    gain: declared.gain,
    noPositive: declared.noPositive,
    relLevel: declared.relLevel,
    labelMax: declared.labelMax ?? settings.labelMax,
  };
}

/** The metrics that are shown when nobody asks for others. */
export function defaultMetricIds(declared: ResolvedMetrics): string[] {
  const { k } = declared;
  const usual = [`ndcg@${k}`, `map@${k}`, `p@${k}`, `recall@${k}`, `hit@${k}`, 'mrr'];
  return [...new Set([...declared.primary, ...usual])];
}
