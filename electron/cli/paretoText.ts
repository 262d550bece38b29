import { formatCount, formatFixed, formatInterval, formatSigned } from '../../shared/format/numbers';
import type { ParetoPointRow, ParetoResult } from '../../shared/pareto/paretoSchemas';
import { pointText } from '../../shared/pareto/pointText';
import { textTable } from './textTable';

/** `pareto` for people: the sentence, every weighting with its mark, what to know. */
export function paretoText(caseName: string, result: ParetoResult): string {
  const { reportedOn, chosenOn, halves, unit, model } = result;
  const units = unit === 'user' ? 'users' : 'requests';
  const on = `${formatCount(reportedOn.requests)} requests of ${formatCount(reportedOn.units)} ${units}`;
  const where = halves ? `chosen on ${formatCount(chosenOn.units)} ${units}, reported on ${on}` : on;
  const doubts = result.points.flatMap(({ withheld }) => withheld ?? []);
  const parts = [
    `${caseName}: weights of ${model}, ${where}`,
    result.sentence,
    pointsTable(result),
    volumeLine(result),
    ...unclaimed(doubts, result.points.length),
    ...result.warnings.map((warning) => `note: ${warning}`),
  ];
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

const mostDominated = 12;

/** The case's weights, then the front, then the best of the others; inside by the first axis. */
function pointsTable({ points, axes }: ParetoResult): string {
  const order = points
    .map((_, i) => i)
    .sort((a, b) => rank(points[a]!) - rank(points[b]!) || byFirst(points, axes, a, b));
  const shown = order.slice(0, points.filter((point) => rank(point) < 2).length + mostDominated);
  const head = ['#', 'weights', ...axes.flatMap(({ metric }) => [metric, 'Δ case']), 'mark'];
  const rows = shown.map((i) => [
    String(i),
    nameOf(points[i]!),
    ...points[i]!.values.flatMap(cells),
    markOf(points[i]!),
  ]);
  const numbers = head.map((_, i) => i).filter((i) => i !== 1 && i < head.length - 1);
  const left = order.length - shown.length;
  const rest = left === 0 ? '' : `${formatCount(left)} more are dominated; --json has them all.\n`;
  return textTable(head, rows, numbers) + rest;
}

function cells({ value, ci, versusCase }: ParetoPointRow['values'][number]): [string, string] {
  const mean = ci === null ? formatFixed(value, 4) : `${formatFixed(value, 4)} ${formatInterval(ci, 4)}`;
  if (versusCase === null) return [mean, ''];
  return [mean, `${formatSigned(versusCase.delta, 4)} ${formatInterval(versusCase.ci, 4, 'signed')}`];
}

function rank({ ofCase, front }: ParetoPointRow): number {
  return ofCase ? 0 : front ? 1 : 2;
}

function byFirst(points: ParetoResult['points'], axes: ParetoResult['axes'], a: number, b: number): number {
  const of = (i: number) => axes[0]!.direction * (points[i]!.values[0]!.value ?? Number.NEGATIVE_INFINITY);
  return of(b) - of(a) || a - b;
}

function nameOf(point: ParetoPointRow): string {
  return point.ofCase ? `${pointText(point)} (case)` : pointText(point);
}

function markOf({ front, convex, dominatedBy, statistically, withheld }: ParetoPointRow): string {
  const open = withheld === null ? '' : ', withheld';
  if (front) return `${convex ? 'front' : 'front, beyond sums'}${open}`;
  if (dominatedBy === null) return 'no value';
  const sure = statistically === null ? ', withheld' : statistically ? '' : ', maybe by chance';
  return `dominated by ${dominatedBy}${sure}`;
}

function volumeLine({ hypervolume, hypervolumeReason, reference }: ParetoResult): string {
  if (hypervolume === null) return `hypervolume –: ${hypervolumeReason}`;
  const point = reference!.map((value) => formatFixed(value, 4)).join(', ');
  return `hypervolume ${hypervolume.toPrecision(4)} above lists in random order (${point})`;
}

/** Why weightings may not be claimed against the case's: each kind of reason once. */
function unclaimed(doubts: readonly string[], points: number): string[] {
  if (doubts.length === 0) return [];
  const first = doubts[0]!;
  const rest = new Set(doubts).size > 1 ? ' (the first of several reasons)' : '';
  return [`withheld against the case's weights: ${doubts.length} of ${points}; ${first}${rest}`];
}
