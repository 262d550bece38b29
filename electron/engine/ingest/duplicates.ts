import type { ResolvedLog } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { countTwins, createTwins, dropTwins, orderedLogRows, twinExamples } from '../sql/ingest/ordered';
import { countRows } from '../sql/ingest/readers';
import { dropTable } from '../sql/ingest/staging';
import type { BuildContext } from './buildContext';
import { holdsTwins } from './holdsTwins';
import type { ReadLog } from './readLog';

const outcomeRoles = ['click', 'conversion', 'revenue', 'viewed'];

/** Leaves one row of each request and item in TEMP `ordered`, by the case's rule, and counts the others in a check. */
export async function resolveDuplicates(context: BuildContext, log: ReadLog | null): Promise<void> {
  // Runs alone are checked one by one, and rows without a request cannot stand twice.
  if (!log?.plan.hasRequest) return;
  const { db, signal, loaded } = context;
  const rule = loaded.case.log.duplicates;
  if (!(await holdsTwins(context))) return reportMerged(context, rule);
  const merged = rule === 'anyOutcome' ? outcomeColumns(log) : [];
  await db.run(createTwins(rule === 'last' ? 'last' : 'first', merged), { signal });
  const { extra } = (await db.readOne(countTwins(), { signal }))!;
  const rows = (await db.readRows(twinExamples(), { signal })) as unknown as Twin[];
  if (rule === 'error') throw refused(rows[0]!, Number(extra), loaded.inputs.log[0]);
  for (const sql of dropTwins(merged)) await db.run(sql, { signal });
  report(context, rule, Number(extra), rows);
  await db.run(dropTable('twins'), { signal });
}

// Where runs are merged with the log, its twin rows have fallen together already.
async function reportMerged(
  { db, signal, counts, checks, loaded }: BuildContext,
  rule: ResolvedLog['duplicates'],
): Promise<void> {
  if (loaded.case.log.rows !== 'union') return;
  const extra = counts.logRows - Number((await db.readOne(countRows(orderedLogRows), { signal }))?.rows);
  if (extra <= 0) return;
  if (rule === 'error') {
    const message = `The log holds ${extra} rows of a request and item that stand before.`;
    throw new RankscopeError({ code: 'input', message, where: { file: loaded.inputs.log[0] } });
  }
  const detail = `Kept: the ${rule === 'last' ? 'last' : 'first'} one.`;
  const severity = extra / counts.logRows > 0.01 ? 'blocks' : 'warns';
  checks.push({ id: 'duplicates', severity, title: 'Rows of one request and item', count: extra, detail, rows: [] });
}

interface Twin {
  request_id: string;
  item_id: string;
  rows: number;
}

function outcomeColumns({ plan }: ReadLog): string[] {
  const outcomes = plan.impressions.filter(
    (each) => outcomeRoles.includes(each.role ?? '') || each.name.startsWith('outcome:'),
  );
  return outcomes.map((each) => each.name);
}

function report(context: BuildContext, rule: 'first' | 'last' | 'anyOutcome', extra: number, rows: Twin[]): void {
  const share = extra / context.counts.logRows;
  context.checks.push({
    id: 'duplicates',
    severity: share > 0.01 ? 'blocks' : 'warns',
    title: 'Rows of one request and item',
    count: extra,
    detail: `${(share * 100).toFixed(2)}% of the log's rows stand a second time; kept: ${kept[rule]}.`,
    rows: rows.map((each) => ({ ...each })),
  });
}

const kept = {
  first: 'the first one',
  last: 'the last one',
  anyOutcome: 'the first one, with the outcomes of all',
} as const;

function refused(example: Twin, extra: number, file: string | undefined): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The log holds request "${example.request_id}" with item "${example.item_id}" ${example.rows} times, and ${extra} such rows in all.`,
    hint: 'Remove them, or choose log.duplicates: first, last or anyOutcome.',
    where: { file },
  });
}
