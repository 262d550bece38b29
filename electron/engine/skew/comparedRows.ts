import { columnOf } from '../../../shared/wire/columns';
import type { Column } from '../../../shared/wire/table';
import { integersOf } from '../compare/columns';
import type { Queries } from '../db/connection';
import { type RowTable, sideColumn, storedRowIds } from '../sql/skew/sideColumns';

/** A table and where the compared rows stand in what is read of it. */
export interface TableSide {
  table: RowTable;
  rows: number;
  /** The table is not stored by rising `row_id` and has to be sorted whenever it is read. */
  sorted: boolean;
  /** Position of each compared row; null: all rows are compared, in their order. */
  places: Int32Array | null;
}

/** The rows that are compared, by rising `row_id`. */
export interface ComparedRows {
  rowIds: Int32Array;
  /** Rows that both tables have, compared or not. */
  matched: number;
  logged: TableSide;
  recomputed: TableSide;
  impressions: TableSide;
}

/** Rows that both tables of features have and, where `chosen` (by `row_id`) is given, that it marks. */
export async function findComparedRows(
  db: Queries,
  chosen: Uint8Array | null,
  signal?: AbortSignal,
): Promise<ComparedRows> {
  const read = async (table: RowTable) => readRowIds(db, table, signal);
  const [logged, recomputed] = [await read('features_logged'), await read('features_recomputed')];
  const matched = intersection(logged.ids, recomputed.ids);
  const rowIds = chosen === null ? matched : matched.filter((row) => chosen[row] === 1);
  const impressions = await read('impressions');
  const side = (table: RowTable, { ids, sorted }: StoredIds): TableSide => {
    return { table, sorted, rows: ids.length, places: placesOf(rowIds, ids) };
  };
  return {
    rowIds,
    matched: matched.length,
    logged: side('features_logged', logged),
    recomputed: side('features_recomputed', recomputed),
    impressions: side('impressions', impressions),
  };
}

/** An expression over every row of a table, as stored or sorted: `places` says where the compared rows stand in it. */
export async function readSide(
  db: Queries,
  { table, sorted }: TableSide,
  expression: string,
  signal?: AbortSignal,
): Promise<Column> {
  return columnOf(await db.read(sideColumn(table, expression, sorted), { signal }), 'v');
}

interface StoredIds {
  ids: Int32Array;
  sorted: boolean;
}

async function readRowIds(db: Queries, table: RowTable, signal?: AbortSignal): Promise<StoredIds> {
  const ids = integersOf(await db.read(storedRowIds(table), { signal }), 'row_id');
  for (let i = 1; i < ids.length; i++) if (ids[i]! <= ids[i - 1]!) return { ids: ids.sort(), sorted: true };
  return { ids, sorted: false };
}

function intersection(a: Int32Array, b: Int32Array): Int32Array {
  const found = new Int32Array(Math.min(a.length, b.length));
  let size = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i]!;
    const y = b[j]!;
    if (x === y) found[size++] = x;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return found.slice(0, size);
}

function placesOf(rowIds: Int32Array, ids: Int32Array): Int32Array | null {
  if (rowIds.length === ids.length) return null;
  const places = new Int32Array(new SharedArrayBuffer(4 * rowIds.length));
  for (let i = 0, j = 0; i < rowIds.length; i++) {
    while (ids[j]! < rowIds[i]!) j++;
    places[i] = j;
  }
  return places;
}
