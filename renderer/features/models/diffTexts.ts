import { exactNumber, formatCount, formatCounted, formatPercent, missing } from '../../../shared/format/numbers';
import type { FactDifference, ModelDiff } from '../../../shared/models/modelSchemas';
import { measureTitles } from './importanceChart';

/** How much differs, in a few words. */
export function diffSummary({ sameFile, facts, inputs, onlyA, onlyB }: ModelDiff): string {
  if (sameFile) return 'The same file';
  const count = facts.length + inputs.length + onlyA.length + onlyB.length;
  return count === 0 ? 'Nothing differs' : `Only what differs: ${formatCounted(count, 'fact')}`;
}

/** Whether the two give the same scores, and whether they are one file. */
export function agreementText({ sameFile, scores, scoresReason }: ModelDiff): string {
  const file = sameFile ? 'Both are the same file. ' : '';
  if (!scores) return `${file}${scoresReason ?? 'Their scores were not compared.'}`;
  const { verdict, comparedRows, parity, sameOrder, maxAbsDiff, cause, link } = scores;
  const rows = formatCounted(comparedRows, 'row');
  if (verdict === 'unchecked') return `${file}Their scores are not compared: ${rows} are too few.`;
  const how = `${formatPercent(parity)} of ${rows} within tolerance, the same order in ${formatPercent(sameOrder)} of requests`;
  const gap = maxAbsDiff === null ? '' : `, largest difference ${exactNumber(Number(maxAbsDiff.toPrecision(4)))}`;
  const why = cause === null ? '' : ` Likely cause: ${cause.replaceAll('_', ' ')}.`;
  const title = {
    exact: 'They give the same scores',
    close: `They give the same scores after ${link}`,
    order: 'They order alike, by other scores',
    broken: 'They score differently',
  }[verdict];
  return `${file}${title}: ${how}${gap}.${why}`;
}

/** A value of a fact as people read it. */
export function factText({ name }: Pick<FactDifference, 'name'>, value: FactDifference['a']): string {
  if (value === null) return missing;
  if (typeof value === 'string') return value;
  return name.startsWith('share of')
    ? formatPercent(value)
    : Number.isInteger(value)
      ? formatCount(value)
      : exactNumber(value);
}

/** Everything that differs as a table of text, numbers unrounded. */
export function diffTexts(diff: ModelDiff): string[][] {
  const text = (value: string | number | boolean | null) => String(value ?? '');
  const rank = diff.ranks ? `rank by ${measureTitles[diff.ranks.measure]}` : '';
  return [
    ['what', diff.a, diff.b],
    ...diff.facts.map(({ name, a, b }) => [name, text(a), text(b)]),
    ...diff.onlyA.map((column) => [`takes ${column}`, 'yes', 'no']),
    ...diff.onlyB.map((column) => [`takes ${column}`, 'no', 'yes']),
    ...diff.inputs.flatMap(({ columns, what, a, b }) =>
      columns.map((column) => [`${column}: ${what}`, text(a), text(b)]),
    ),
    ...(diff.ranks?.features ?? []).map(({ feature, rankA, rankB }) => [
      `${feature}: ${rank}`,
      text(rankA),
      text(rankB),
    ]),
  ];
}
