import { formatCount } from '../../shared/format/numbers';
import {
  type CalibrationGroup,
  type ModelObjectives,
  type ObjectiveReport,
  objectiveMetricNames,
} from '../../shared/objectives/objectiveSchemas';
import { textTable } from './textTable';

/** The objectives of one model for people: metrics, calibration by surface, position and age, and what they say. */
export function objectivesText(result: ModelObjectives): string {
  const { model, weights, blending, objectives, gate, warnings, weighted } = result;
  const way = `${blending.value}${blending.normalize === 'none' ? '' : ` of ${blending.normalize}`}`;
  const named = Object.entries(weights).map(([name, weight]) => `${weight} × ${name}`);
  const parts = [
    `${model}: ${way} of ${named.join(', ')}${weighted ? '; rows count by their sampling weight' : ''}`,
    metricsTable(objectives),
    ...objectives.filter(({ label }) => label !== null).map(groupsTable),
    gate.sentence,
    ...warnings.map((warning) => `note: ${warning}`),
  ];
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

function metricsTable(objectives: readonly ObjectiveReport[]): string {
  const head = ['objective', 'label', 'rows', 'positives', ...objectiveMetricNames];
  const rows = objectives.map(({ name, label, rows, positives, metrics }) => [
    name,
    label ?? '–',
    formatCount(rows),
    formatCount(positives),
    ...objectiveMetricNames.map((metric) => shown(metrics[metric]?.value ?? null)),
  ]);
  return textTable(head, rows, head.map((_, at) => at).slice(2));
}

function groupsTable({ name, bySurface, byPosition, byItemAge }: ObjectiveReport): string {
  const rows = (what: string, groups: readonly CalibrationGroup[]) =>
    groups.map((group) => [
      what,
      group.value ?? 'none',
      formatCount(group.rows),
      shown(group.meanProbability),
      shown(group.observedRate),
      shown(group.oe),
    ]);
  return textTable(
    [name, '', 'rows', 'predicted', 'observed', 'observed/expected'],
    [...rows('surface', bySurface), ...rows('position', byPosition), ...rows('item age', byItemAge)],
    [2, 3, 4, 5],
  );
}

function shown(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)));
}
