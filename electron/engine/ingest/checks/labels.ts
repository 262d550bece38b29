import { quoteIdent } from '../../db/quote';
import type { BuildContext } from '../buildContext';
import { matureBefore, outcomeColumn } from '../labelColumns';
import { addRowCheck } from './addCheck';

/** Grades above the largest one, outcomes that are neither 0 nor 1, outcomes without exposure, and immature rows. */
export async function checkLabels(context: BuildContext, columns: ReadonlySet<string>): Promise<void> {
  const { case: resolved } = context.loaded;
  const { labelMax } = resolved.metrics;
  if (labelMax !== null && columns.has('relevance')) {
    await addRowCheck(context, {
      id: 'relevance_range',
      severity: 'blocks',
      title: `Grades above ${labelMax}`,
      detail: 'metrics.labelMax names the largest grade; ERR and the exponential gain depend on it.',
      condition: `relevance > ${labelMax}`,
      columns: ['relevance'],
    });
  }
  for (const { name, kind } of resolved.labels) {
    if (kind === 'relevance' && resolved.judgments !== null && columns.has('relevance')) {
      await checkConflicts(context, `label:${name}`);
    }
    if (kind === 'sql' && labelMax !== null) await checkSqlLabel(context, name, labelMax);
  }
  for (const outcome of resolved.outcomes) {
    const column = outcomeColumn(resolved, outcome);
    if (!columns.has(column)) continue;
    if (!outcome.value) await checkBinary(context, outcome.name, column);
    if (columns.has('position')) await checkExposure(context, outcome.name, column);
    const before = matureBefore(resolved, outcome, columns);
    if (before !== null) await checkMaturity(context, outcome.name, before);
  }
}

/** Judgments win over the log's own grades (a label then differs from the column); where both speak they should agree. */
function checkConflicts(context: BuildContext, label: string): Promise<void> {
  return addRowCheck(context, {
    id: 'judgments_conflict',
    severity: 'warns',
    title: 'Judgments that differ from the grades of the log',
    detail: 'The judgment holds; the grade of the log is left out.',
    condition: `relevance >= 0 AND ${quoteIdent(label)} <> relevance`,
    columns: ['relevance', label],
  });
}

function checkSqlLabel(context: BuildContext, name: string, labelMax: number): Promise<void> {
  const column = `label:${name}`;
  return addRowCheck(context, {
    id: `label_range:${name}`,
    severity: 'blocks',
    title: `Grades of ${name} above ${labelMax}`,
    detail: 'metrics.labelMax names the largest grade; ERR and the exponential gain depend on it.',
    condition: `${quoteIdent(column)} > ${labelMax}`,
    columns: [column],
  });
}

function checkBinary(context: BuildContext, name: string, column: string): Promise<void> {
  return addRowCheck(context, {
    id: `outcome_range:${name}`,
    severity: 'blocks',
    title: `Values of ${name} other than 0 and 1`,
    detail: 'Above 0 counts as 1, everything else as 0. An amount needs `of:` or `unit:` in its outcome.',
    condition: `${quoteIdent(column)} NOT IN (0, 1)`,
    columns: [column],
  });
}

function checkExposure(context: BuildContext, name: string, column: string): Promise<void> {
  return addRowCheck(context, {
    id: `without_exposure:${name}`,
    severity: 'warns',
    title: `Rows with ${name} that were not shown`,
    detail: 'They have no position; their label is unjudged.',
    condition: `${quoteIdent(column)} > 0 AND position IS NULL AND in_log`,
    columns: [column],
  });
}

function checkMaturity(context: BuildContext, name: string, before: string): Promise<void> {
  return addRowCheck(context, {
    id: `immature:${name}`,
    severity: 'warns',
    title: `Rows too young for ${name}`,
    detail: `Served after ${before.replace('.000Z', 'Z')}; their label is missing whether or not the outcome has arrived.`,
    condition: `"time" > '${before.replace('T', ' ').replace('Z', '')}'::TIMESTAMP`,
    columns: ['time'],
  });
}
