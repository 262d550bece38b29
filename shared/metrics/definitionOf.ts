import { formatMetricId } from './metricId';
import type { MetricSpec } from './metricSpec';
import { type PresetColumn, type PresetName, presets } from './presets';
import { findMetric } from './registry';
import { resolveMetric } from './resolveMetric';
import type { MetricSettings } from './settings';

/** The exact definition behind a metric id, as JSON `definitions` and the definition card carry it. */
export interface MetricDefinitionJson {
  /** Resolved id. */
  metric: string;
  title: string;
  definition: string;
  higherIsBetter: boolean | null;
  range: readonly [number | null, number | null];
  /** Null where the metric has no gain. */
  gain: string | null;
  /** Where ideal and R come from; null where the metric has neither. */
  ideal: string | null;
  cutoff: number | null;
  /** Null where no list is sorted. */
  ties: string | null;
  emptyRequests: string | null;
  missingRequests: string | null;
  relLevel: number | null;
  parameters: Readonly<Record<string, number>>;
  scorePrecision: 'f64' | 'f32' | null;
  /** Settings of the preset that no reference case proves. */
  unproved: readonly PresetColumn[];
}

/** The definition of a metric under the settings. `preset` names the preset they came from. */
export function definitionOf(
  spec: MetricSpec,
  settings: MetricSettings,
  preset: PresetName = 'default',
): MetricDefinitionJson {
  const resolved = resolveMetric(spec, settings);
  const metric = findMetric(resolved.name)!;
  const judged = metric.needs.includes('judgments');
  const gain = gainText(resolved.name, settings);
  return {
    metric: formatMetricId(resolved),
    title: metric.title,
    definition: metric.definition,
    higherIsBetter: metric.higherIsBetter,
    range: metric.range,
    gain,
    ideal: judged ? settings.ideal : null,
    cutoff: resolved.cutoff,
    ties: judged ? tiesText[settings.ties] : null,
    emptyRequests: judged ? emptyText(metric.withoutPositive, settings) : null,
    missingRequests: judged ? missingText[settings.missingRequest] : null,
    relLevel: judged && resolved.name !== 'judged' ? (resolved.parameters.rel ?? settings.relLevel) : null,
    parameters: resolved.parameters,
    scorePrecision: judged ? settings.scorePrecision : null,
    unproved: judged ? unprovedColumns(resolved.name, preset) : [],
  };
}

const tiesText: Readonly<Record<MetricSettings['ties'], string>> = {
  id: 'item id descending',
  input: 'input order',
  expected: 'mean over all orders of equal scores',
  min: 'worst order of equal scores',
  max: 'best order of equal scores',
};

const missingText: Readonly<Record<MetricSettings['missingRequest'], string>> = {
  apart: 'left out, counted apart',
  skip: 'left out',
  zero: 'count 0',
  error: 'an error',
};

function gainText(name: string, settings: MetricSettings): string | null {
  if (name === 'ndcg_exp2') return 'exp2';
  return name === 'ndcg' || name === 'dcg' ? settings.gain : null;
}

function emptyText(withoutPositive: 'setting' | 'value' | 'null', settings: MetricSettings): string {
  if (withoutPositive === 'null') return 'left out (null), counted';
  if (withoutPositive === 'value') return 'counted with their value';
  const texts = {
    skip: 'left out (null), counted',
    zero: 'count 0',
    one: 'count 1',
    refuse: 'refused',
  } as const;
  return texts[settings.noPositive];
}

/** Columns that can change this metric. */
function unprovedColumns(name: string, preset: PresetName): PresetColumn[] {
  const columns: PresetColumn[] = ['ideal', 'noPositive', 'ties', 'missingRequest', 'scorePrecision'];
  if (name === 'ndcg' || name === 'dcg') columns.unshift('gain');
  if (name === 'p') columns.push('pDivisor');
  if (name === 'map_R' || name === 'map_min') columns.push('map');
  if (name === 'rbp' || name === 'rbp_residual') columns.push('rbpPersistence');
  return columns.filter((column) => presets[preset][column].evidence === 'unproved');
}
