import type { Column, Table } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import { featurePage, featureRange, presentKey, requestRanges } from '../sql/scoring/scoreTables';
import type { FeatureColumns } from './featureColumns';
import type { PlannedCell } from './planCells';

/** Rows of the log with the values that a model takes. */
export interface FeaturePage {
  /** Half-open range of `row_id`s that the page stands for. */
  from: number;
  to: number;
  rowIds: Int32Array;
  columns: ReadonlyMap<string, Column>;
  rows: number;
  /** Where the page's requests begin, and its number of rows at the end; null where nobody asked. */
  starts: Int32Array | null;
  /** 0 where a row has no features at all and cannot be scored; null where every row has. */
  present: Uint8Array | null;
}

/** Half-open range of `row_id`s of one page, and the first rows of its requests. */
export interface PageRange {
  from: number;
  to: number;
  requests: Int32Array | null;
}

/** What is known before the first page: the number of rows of the log and the range of their ids. */
export async function logRange(
  db: Queries,
  signal?: AbortSignal,
): Promise<{ rows: number; first: number; last: number }> {
  const { rows, first, last } = (await db.readOne(featureRange(), { signal }))!;
  return { rows: Number(rows), first: Number(first), last: Number(last) };
}

/** The page that begins at `from`: about `size` ids; whole requests where `byRequest`. */
export async function pageRange(
  db: Queries,
  from: number,
  limits: { size: number; last: number; byRequest: boolean },
  signal?: AbortSignal,
): Promise<PageRange> {
  const to = Math.min(from + limits.size, limits.last);
  if (!limits.byRequest) return { from, to, requests: null };
  const { rows, columns } = await db.read(requestRanges(from, to), { signal });
  const [first, last] = columns.map((each) => (each as Extract<Column, { type: 'i32' }>).data);
  return { from, to: rows === 0 ? to : Math.max(to, last![rows - 1]!), requests: first! };
}

/** Reads the features of a page. */
export async function readFeaturePage(
  db: Queries,
  features: FeatureColumns,
  cells: readonly PlannedCell[],
  { from, to, requests }: PageRange,
  signal?: AbortSignal,
): Promise<FeaturePage> {
  const sql = featurePage(features.source, cells, { first: from, last: to }, features.places);
  const table = await db.read(sql, { signal });
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  const rowIds = (columns.get('row_id') as Extract<Column, { type: 'i32' }>).data;
  const present = (columns.get(presentKey) as Extract<Column, { type: 'bool' }> | undefined)?.data ?? null;
  const starts = requests && requestStarts(rowIds, requests);
  return { from, to, rowIds, columns: valuesOf(table), rows: table.rows, starts, present };
}

function valuesOf(table: Table): Map<string, Column> {
  const values = table.columns.filter(({ name }, index) => index > 0 && name !== presentKey);
  return new Map(values.map((column) => [column.name, column]));
}

/** Where requests begin among sorted rows, given their first ids; requests without rows are left out. */
function requestStarts(rowIds: Int32Array, requests: Int32Array): Int32Array {
  const starts: number[] = [];
  let next = 0;
  rowIds.forEach((id, row) => {
    const before = next;
    while (next < requests.length && requests[next]! <= id) next++;
    if (next > before || row === 0) starts.push(row);
  });
  return Int32Array.from([...starts, rowIds.length]);
}
