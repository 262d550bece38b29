import { quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** What a row of events says: SQL expressions over the relation. */
export interface EventCells {
  item: string;
  /** DOUBLE; null: each row is one event. */
  events: string | null;
  /** TIMESTAMP; null: every row counts. */
  time: string | null;
}

/** Training window: ISO times, `to` exclusive; null = open. */
export interface EventWindow {
  from: string | null;
  to: string | null;
}

/** TEMP `event_rows`: item and events of the rows inside the window. */
export function createEventRows(relation: string, { item, events, time }: EventCells, window: EventWindow): Sql {
  const bounds = [
    ...(time && window.from ? [`${time} >= ${instant(window.from)}`] : []),
    ...(time && window.to ? [`${time} < ${instant(window.to)}`] : []),
  ];
  const where = bounds.length > 0 ? ` WHERE ${bounds.join(' AND ')}` : '';
  return {
    text: `CREATE OR REPLACE TEMP VIEW event_rows AS SELECT ${item} AS item_id, ${events ?? '1::DOUBLE'} AS events FROM ${relation}${where}`,
  };
}

function instant(iso: string): string {
  return `${quoteText(iso)}::TIMESTAMPTZ::TIMESTAMP`;
}

const usable = 'item_id IS NOT NULL AND events >= 0 AND isfinite(events)';

/** `item_events`: the events of each item that has any, by id. */
export function createItemEvents(): Sql {
  return {
    text: `CREATE TABLE item_events AS SELECT item_id, sum(events)::DOUBLE AS events FROM event_rows
WHERE ${usable} GROUP BY item_id HAVING sum(events) > 0 ORDER BY item_id`,
  };
}

/** Columns `bad` (rows that count for nothing), `items` and `total` (events of all items). */
export function countItemEvents(): Sql {
  return {
    text: `SELECT (SELECT count(*) FROM event_rows WHERE (${usable}) IS NOT TRUE)::DOUBLE AS bad,
(SELECT count(*) FROM item_events)::DOUBLE AS items, (SELECT coalesce(fsum(events), 0) FROM item_events) AS total`,
  };
}

export function dropEventRows(): Sql {
  return { text: 'DROP VIEW IF EXISTS event_rows' };
}
