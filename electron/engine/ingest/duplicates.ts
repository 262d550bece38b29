import { RankscopeError } from '../../../shared/wire/errors';
import { countDuplicates, dropDuplicates, duplicateExamples } from '../sql/ingest/ordered';
import type { BuildContext } from './buildContext';
import type { ReadLog } from './readLog';

const outcomeRoles = ['click', 'conversion', 'revenue', 'viewed'];

/** Leaves one row of each request and item in TEMP `ordered`, by the case's rule, and counts the others in a check. */
export async function resolveDuplicates(context: BuildContext, log: ReadLog | null): Promise<void> {
  // Runs alone are checked one by one, and rows without a request cannot stand twice.
  if (!log?.plan.hasRequest) return;
  const { db, signal, loaded, counts } = context;
  const { pairs, extra } = (await db.readOne(countDuplicates(), { signal }))!;
  if (Number(pairs) === 0) return;
  const rows = (await db.readRows(duplicateExamples(), { signal })) as {
    request_id: string;
    item_id: string;
    rows: number;
  }[];
  const rule = loaded.case.log.duplicates;
  if (rule === 'error') throw refused(rows[0]!, Number(extra), loaded.inputs.log[0]);
  const planned = log.plan.impressions;
  const merged = planned
    .filter((each) => outcomeRoles.includes(each.role ?? '') || each.name.startsWith('outcome:'))
    .map((each) => each.name);
  for (const sql of dropDuplicates(rule === 'last' ? 'last' : 'first', rule === 'anyOutcome' ? merged : []))
    await db.run(sql, { signal });
  const share = Number(extra) / counts.logRows;
  context.checks.push({
    id: 'duplicates',
    severity: share > 0.01 ? 'blocks' : 'warns',
    title: 'Rows of one request and item',
    count: Number(extra),
    detail: `${(share * 100).toFixed(2)}% of the log's rows stand a second time; kept: ${kept[rule]}.`,
    rows,
  });
}

const kept = {
  first: 'the first one',
  last: 'the last one',
  anyOutcome: 'the first one, with the outcomes of all',
} as const;

function refused(
  example: { request_id: string; item_id: string; rows: number },
  extra: number,
  file: string | undefined,
): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The log holds request "${example.request_id}" with item "${example.item_id}" ${example.rows} times, and ${extra} such rows in all.`,
    hint: 'Remove them, or choose log.duplicates: first, last or anyOutcome.',
    where: { file },
  });
}
