import type { Database } from '../db/database';
import { anyPinned, requestStarts, slotColumns } from '../sql/compare/listRows';
import { integersOf } from './columns';
import { heldRows } from './heldRows';

/** Where every request's rows lie: request `r` holds rows `starts[r]` to `starts[r + 1]` of the session. */
export interface RequestFrame {
  requests: number;
  rows: number;
  starts: Int32Array;
  /** Whether rows stand in slots (ads, pinned items) whose places no ranking decides. */
  pinned: boolean;
}

/** A run of whole requests and the rows they hold. */
export interface RequestPage {
  firstRequest: number;
  endRequest: number;
  from: number;
  to: number;
}

export async function readRequestFrame(db: Database, rows: number, signal?: AbortSignal): Promise<RequestFrame> {
  const held = heldRows(db);
  if (held) return held.frame;
  const table = await db.read(requestStarts(), { signal });
  const starts = new Int32Array(table.rows + 1);
  starts.set(integersOf(table, 'first_row'));
  starts[table.rows] = rows;
  return { requests: table.rows, rows, starts, pinned: await hasPinned(db, signal) };
}

async function hasPinned(db: Database, signal?: AbortSignal): Promise<boolean> {
  const found = await db.readOne(slotColumns(), { signal });
  if (found?.columns !== 2) return false;
  return (await db.readOne(anyPinned(), { signal }))?.pinned === 1;
}

/** Cuts the frame into pages of about `rowsPerPage` rows; a request is never cut, so one may be longer. */
export function pagesOf(frame: RequestFrame, rowsPerPage: number): RequestPage[] {
  const pages: RequestPage[] = [];
  let firstRequest = 0;
  while (firstRequest < frame.requests) {
    const from = frame.starts[firstRequest]!;
    let endRequest = firstRequest + 1;
    while (endRequest < frame.requests && frame.starts[endRequest + 1]! - from <= rowsPerPage) endRequest += 1;
    pages.push({ firstRequest, endRequest, from, to: frame.starts[endRequest]! });
    firstRequest = endRequest;
  }
  return pages;
}
