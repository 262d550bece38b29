import { formatCounted, formatPercent, missing } from '../../shared/format/numbers';
import type { ModelDiff } from '../../shared/models/modelSchemas';
import { textTable } from './textTable';

const mostRanks = 20;

/** What two models differ in, for people. */
export function diffText(diff: ModelDiff): string {
  const parts = [headline(diff), factsTable(diff), inputsTable(diff), ranksTable(diff), scoresLine(diff)];
  return `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function headline({ a, b, sameFile }: ModelDiff): string {
  if (sameFile) return `${a} and ${b} are the same file.`;
  return `${a} against ${b}, only what differs`;
}

function factsTable({ a, b, facts }: ModelDiff): string {
  if (facts.length === 0) return '';
  const rows = facts.map((fact) => [fact.name, brief(fact.a), brief(fact.b)]);
  return textTable(['', a, b], rows, []);
}

function inputsTable({ a, b, onlyA, onlyB, inputs, otherOrder }: ModelDiff): string {
  const lines = [
    ...(onlyA.length > 0 ? [`only ${a} takes: ${onlyA.join(', ')}`] : []),
    ...(onlyB.length > 0 ? [`only ${b} takes: ${onlyB.join(', ')}`] : []),
    ...(otherOrder ? ['the inputs that both take are in another order'] : []),
  ];
  const rows = inputs.map((input) => [input.what, cell(input.a), cell(input.b), input.columns.join(', ')]);
  const table = rows.length > 0 ? textTable(['inputs: what', a, b, 'columns'], rows, []) : '';
  return [...lines, table].join('\n');
}

const measures = { shap: 'mean |SHAP|', gain: 'gain', splits: 'splits' };

function ranksTable({ a, b, ranks, ranksReason }: ModelDiff): string {
  if (!ranks) return `importance: ${ranksReason}`;
  if (ranks.features.length === 0) return `importance: the same ranks by ${measures[ranks.measure]}`;
  const rows = ranks.features
    .slice(0, mostRanks)
    .map(({ feature, rankA, rankB, a: one, b: other }) => [
      feature,
      cell(rankA),
      cell(rankB),
      formatPercent(one),
      formatPercent(other),
    ]);
  const head = [`rank by ${measures[ranks.measure]}`, a, b, `share in ${a}`, `share in ${b}`];
  const more = ranks.features.length - rows.length;
  const rest = [
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(ranks.same > 0 ? [`${formatCounted(ranks.same, 'feature')} at the same place among those that both take`] : []),
  ];
  const note = ranks.note === null ? '' : `\nnote: ${ranks.note}`;
  return `${textTable(head, rows, [1, 2, 3, 4])}${rest.join('; ')}${note}`;
}

function scoresLine({ scores, scoresReason }: ModelDiff): string {
  if (!scores) return `scores: ${scoresReason}`;
  const { verdict, parity, sameOrder, comparedRows, maxAbsDiff, cause } = scores;
  if (verdict === 'unchecked') return `scores: unchecked (${formatCounted(comparedRows, 'row')} to compare)`;
  const gap = maxAbsDiff === null ? '' : `, largest difference ${short(maxAbsDiff)}`;
  const why = cause === null ? '' : `; likely cause ${cause}`;
  return `scores: ${verdict === 'broken' ? 'different' : verdict}; ${formatPercent(parity)} of ${formatCounted(comparedRows, 'row')} within tolerance, the same order in ${formatPercent(sameOrder)} of requests${gap}${why}`;
}

function cell(value: string | number | boolean | null): string {
  return value === null ? missing : String(value);
}

function short(value: number): number {
  return Number(value.toPrecision(4));
}

/** Enough of a hash to tell two apart. */
function brief(value: string | number | null): string {
  const text = cell(value);
  return /^[0-9a-f]{64}$/.test(text) ? text.slice(0, 16) : text;
}
