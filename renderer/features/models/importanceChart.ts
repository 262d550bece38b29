import { formatCount } from '../../../shared/format/numbers';
import type { FeatureImportance, ModelImportance } from '../../../shared/models/modelSchemas';
import type { ChartSpec } from '../../charts/kit/chartSpec';
import { rankedBarChart } from '../../charts/kit/rankedBarChart';

export const measures = ['shap', 'gain', 'splits'] as const;
export type Measure = (typeof measures)[number];

export const measureTitles: Record<Measure, string> = { shap: 'Mean |SHAP|', gain: 'Gain', splits: 'Splits' };

/** Bars that are drawn; the table behind has all. */
export const mostBars = 20;

/** Why a measure cannot be shown; null where it can. */
export function measureReason({ shapReason, gainReason, splitsReason }: ModelImportance, measure: Measure) {
  return { shap: shapReason, gain: gainReason, splits: splitsReason }[measure];
}

/** The first measure that is there. */
export function firstMeasure(importance: ModelImportance): Measure {
  return measures.find((measure) => measureReason(importance, measure) === null) ?? 'shap';
}

/** What is shown, over which rows, by which method. */
export function importanceSummary(importance: ModelImportance, measure: Measure): string {
  const { output, sampledRows, rows, seed, method } = importance;
  if (measure === 'gain') return 'Sum of the loss reductions of the splits on a feature, over all trees';
  if (measure === 'splits') return 'Number of splits on a feature, over all trees';
  const sample =
    sampledRows >= rows
      ? `all ${formatCount(rows)} rows`
      : `${formatCount(sampledRows)} of ${formatCount(rows)} rows, seed ${seed}`;
  return `How far a feature moves ${output} on average, over ${sample} (${method})`;
}

/** Features by one measure, largest first, with the standard error where rows were drawn. */
export function importanceChart(importance: ModelImportance, measure: Measure, color: string): ChartSpec {
  const value = (feature: FeatureImportance) => feature[measure] ?? 0;
  const features = importance.features.toSorted((a, b) => value(b) - value(a));
  const withErrors = measure === 'shap' && features.some(({ se }) => se !== null);
  return rankedBarChart({
    title: `${measureTitles[measure]} of the features of ${importance.model}`,
    names: features.map(({ feature }) => feature),
    values: features.map(value),
    errors: withErrors ? features.map(({ se }) => se ?? 0) : null,
    most: mostBars,
    xTitle: measure === 'shap' ? 'mean |SHAP|' : measure,
    nameTitle: 'feature',
    color,
  });
}
