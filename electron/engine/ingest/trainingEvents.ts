import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { idCell, numberCell, timeCell } from '../sql/ingest/cells';
import {
  countItemEvents,
  createEventRows,
  createItemEvents,
  dropEventRows,
  type EventWindow,
} from '../sql/ingest/itemEvents';
import { dropTable } from '../sql/ingest/staging';
import type { BuildContext } from './buildContext';
import { guessColumn } from './guessColumn';
import { faultText, orUnread } from './orUnread';
import { type LogSource, openFiles, requireColumn, type SourceColumn } from './readers/logSource';
import { timeUnit } from './timeUnit';

/** The events of items in training, as `novelty` reads them from `item_events`. */
export interface BuiltEvents {
  /** Items with events. */
  items: number;
  /** Events of all items. */
  total: number;
  /** Where they come from, in words. */
  source: string;
}

/** Counts training events by item into `item_events`; null where the case names none, or they cannot be read (a check). */
export async function buildTrainingEvents(context: BuildContext): Promise<BuiltEvents | null> {
  if (context.loaded.case.novelty === null) return null;
  context.step('Reading training events');
  try {
    return await orUnread<BuiltEvents | null>(
      context,
      () => countEvents(context),
      async (fault) => {
        await context.db.run(dropTable('item_events'));
        report(context, 'novelty_unread', 'The training events cannot be read', 1, faultText(fault));
        return null;
      },
    );
  } finally {
    await context.db.run(dropEventRows());
    await context.db.run(dropTable('events_source'));
  }
}

async function countEvents(context: BuildContext): Promise<BuiltEvents> {
  const { db, signal, loaded } = context;
  const { novelty, items, log } = loaded.case;
  const { item, events, time, from, to } = novelty!;
  const files = novelty!.path === null ? loaded.inputs.items : loaded.inputs.novelty;
  const id = item ?? (novelty!.path === null ? items!.id : null) ?? log.columns.item ?? 'item_id';
  const source = await openFiles(context, files, 'auto', 'events_source', [id]);
  const column = (name: string, key: string) =>
    requireColumn(source.columns, name, { key: `novelty.${key}`, file: files[0] });
  const known = source.columns.find(({ name }) => name === id);
  const own = item === null ? (known ?? guessColumn('item', source.columns)) : undefined;
  const key = own ?? column(id, 'item');
  const cells = {
    item: idCell(key.name, key.type),
    events: events === null ? null : numberOf(column(events, 'events')),
    time: time === null ? null : await timeOf(context, source, column(time, 'time')),
  };
  await db.run(createEventRows(source.relation, cells, windowOf(from, to)), { signal });
  await db.run(createItemEvents(), { signal });
  const counts = (await db.readOne(countItemEvents(), { signal }))!;
  report(
    context,
    'novelty_events',
    'Rows of training events without an item or a count of 0 or more',
    Number(counts.bad),
    'They count for nothing.',
  );
  if (Number(counts.items) === 0) throw noEvents(files[0]!, from !== null || to !== null);
  const what = `${path.basename(files[0]!)}${events === null ? '' : `, ${events}`}${windowText(from, to)}`;
  return { items: Number(counts.items), total: Number(counts.total), source: what };
}

function numberOf({ name, type }: SourceColumn): string {
  return numberCell(name, type);
}

async function timeOf(context: BuildContext, source: LogSource, { name, type }: SourceColumn): Promise<string> {
  return timeCell(name, type, context.loaded.case.log.timezone, await timeUnit(context, source, name));
}

const day = 86_400_000;

/** A date without a time names the whole day, as in `models[].trained`. */
function windowOf(from: string | null, to: string | null): EventWindow {
  const end = to === null ? null : Date.parse(to) + (to.length === 10 ? day : 0);
  return {
    from: from === null ? null : new Date(from).toISOString(),
    to: end === null ? null : new Date(end).toISOString(),
  };
}

function windowText(from: string | null, to: string | null): string {
  return from === null && to === null ? '' : `, ${from ?? '…'} to ${to ?? '…'}`;
}

function noEvents(file: string, windowed: boolean): RankscopeError {
  const inside = windowed ? ' between novelty.from and novelty.to' : '';
  return new RankscopeError({ code: 'input', message: `novelty: ${path.basename(file)} has no event${inside}.` });
}

function report(context: BuildContext, id: string, title: string, count: number, detail: string): void {
  if (count === 0) return;
  context.checks.push({ id, severity: 'warns', title, count, detail, rows: [] });
}
