import { RankscopeError } from '../../../shared/wire/errors';
import type { Table } from '../../../shared/wire/table';
import type { Database } from '../db/database';
import { pageText, tablePage } from '../sql/data/tables';
import { listTables } from './listTables';

export interface PageRequest {
  table: string;
  columns: readonly string[] | null;
  orderBy: readonly { column: string; descending: boolean }[];
  offset: number;
  limit: number;
}

/** One page of a session table, how many rows there are in all, and the statement that gives the same page. */
export async function readPage(
  db: Database,
  request: PageRequest,
  signal?: AbortSignal,
): Promise<{ table: Table; totalRows: number; sql: string }> {
  const info = (await listTables(db, signal)).find((table) => table.name === request.table);
  if (!info) throw new RankscopeError({ code: 'not_found', message: `The session has no table "${request.table}".` });
  const known = info.columns.map((column) => column.name);
  const columns = request.columns ?? known;
  for (const name of [...columns, ...request.orderBy.map((order) => order.column)]) {
    if (known.includes(name)) continue;
    throw new RankscopeError({
      code: 'not_found',
      message: `Table "${request.table}" has no column "${name}".`,
      hint: `It has ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}.`,
    });
  }
  const options = { ...request, columns };
  const table = await db.read(tablePage(options), { signal });
  return { table, totalRows: info.rows, sql: pageText(options) };
}
