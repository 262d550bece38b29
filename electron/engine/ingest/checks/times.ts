import { stat } from 'node:fs/promises';
import { countTimesBack, timesBack, timesVary } from '../../sql/ingest/times';
import type { BuildContext } from '../buildContext';
import { addRowCheck } from './addCheck';

/** Rows served before the row above them in their request, and rows served after everything was observed. */
export async function checkTimes(context: BuildContext): Promise<void> {
  await checkOrder(context);
  await checkFuture(context);
}

// Later pages are served later, so times may only grow down a list.
async function checkOrder({ db, signal, checks }: BuildContext): Promise<void> {
  const varies = (await db.readOne(timesVary(), { signal }))?.varies;
  if (!varies) return;
  const count = Number((await db.readOne(countTimesBack(), { signal }))?.rows);
  if (count === 0) return;
  checks.push({
    id: 'time_order',
    severity: 'notes',
    title: 'Rows served before the row above them',
    count,
    detail: 'The time of a request is the one of its first row.',
    rows: await db.readRows(timesBack(), { signal }),
  });
}

// A row cannot be served after its file was written. The clock of this machine says nothing about that.
async function checkFuture(context: BuildContext): Promise<void> {
  const { case: resolved, inputs } = context.loaded;
  const files = inputs.sql === null ? inputs.log : Object.values(inputs.tables).flat();
  const end = resolved.observedUntil ?? (await newest(files));
  if (end === null) return;
  await addRowCheck(context, {
    id: 'time_future',
    severity: 'notes',
    title: 'Rows served in the future',
    detail: `Served after ${end}, ${resolved.observedUntil ? 'where observedUntil lies' : 'when the newest file of the log was written'}; the zone of log.timezone may be wrong.`,
    condition: `"time" > '${end}'::TIMESTAMPTZ::TIMESTAMP`,
    columns: ['time'],
  });
}

async function newest(files: readonly string[]): Promise<string | null> {
  const times = await Promise.all(files.map(async (file) => (await stat(file)).mtimeMs));
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
