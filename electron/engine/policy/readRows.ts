import type { Table } from '../../../shared/wire/table';
import { integersOf } from '../compare/columns';
import type { Connection } from '../db/connection';
import {
  countFates,
  type PolicyColumns,
  type PolicyPage,
  pageEnds,
  policyRows,
  type RowFate,
  rowFates,
} from '../sql/policy/policyRows';
import type { LoadedTables } from './loadTables';
import type { PolicyControl } from './policyOptions';
import type { RowCounts } from './policyResult';
import { UsedRows } from './usedRows';

const defaultPage = 500_000;

/** Reads the used rows page by page into typed arrays, in row order, and counts what became of the others. */
export async function readRows(
  db: Connection,
  columns: PolicyColumns,
  tables: LoadedTables,
  rows: number,
  { signal, progress, rowsPerPage = defaultPage }: PolicyControl,
): Promise<{ rows: UsedRows; counts: RowCounts }> {
  const { counts, items } = await fates(db, columns, signal);
  const read = new UsedRows(counts.used, items, columns, tables);
  const pages = await pagesOf(db, rows, rowsPerPage, signal);
  const readPage = (page: PolicyPage | undefined) =>
    page === undefined ? null : db.read(policyRows(columns, tables, page), { signal });
  let next = readPage(pages[0]);
  for (const [i, page] of pages.entries()) {
    const table = await next!;
    next = readPage(pages[i + 1]);
    // A rejection that nobody awaits yet must not count as unhandled when this page throws first.
    next?.catch(() => undefined);
    read.add(table, inRowOrder(table, page));
    progress?.(page.to, rows);
  }
  return { rows: read, counts };
}

async function fates(db: Connection, columns: PolicyColumns, signal?: AbortSignal) {
  const found = await db.readRows(countFates(columns), { signal });
  const counts = Object.fromEntries(rowFates.map((fate) => [fate, 0])) as RowCounts;
  let largest = -1;
  for (const each of found) {
    counts[each.fate as RowFate] = Number(each.rows);
    largest = Math.max(largest, Number(each.largest ?? -1));
  }
  return { counts, items: largest + 1 };
}

async function pagesOf(db: Connection, rows: number, rowsPerPage: number, signal?: AbortSignal): Promise<PolicyPage[]> {
  const starts = Array.from({ length: Math.ceil(rows / rowsPerPage) }, (_, page) => page * rowsPerPage);
  if (starts.length === 0) return [];
  const ends = [...new Set(starts.flatMap((from) => [from, Math.min(from + rowsPerPage, rows) - 1]))];
  const table = await db.read(pageEnds(ends), { signal });
  const [rowIds, requests] = [integersOf(table, 'row_id'), integersOf(table, 'request_index')];
  const requestOf = new Map(Array.from(rowIds, (row, i) => [row, requests[i]!]));
  return starts.map((from) => {
    const to = Math.min(from + rowsPerPage, rows);
    return { from, to, firstRequest: requestOf.get(from)!, lastRequest: requestOf.get(to - 1)! };
  });
}

/** Where each row stands in the table, in the order of `row_id`: a join gives them in any order. */
function inRowOrder(table: Table, { from, to }: PolicyPage): Int32Array {
  const rowIds = integersOf(table, 'row_id');
  const order = new Int32Array(rowIds.length);
  const placeOf = new Int32Array(to - from).fill(-1);
  for (let i = 0; i < rowIds.length; i++) placeOf[rowIds[i]! - from] = i;
  let at = 0;
  for (const place of placeOf) if (place >= 0) order[at++] = place;
  return order;
}
