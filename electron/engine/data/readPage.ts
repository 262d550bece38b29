import type { Table } from '../../../shared/wire/table';
import type { Database } from '../db/database';
import type { Sql } from '../db/sql';
import type { QueryOptions } from '../db/statement';
import { countWhere, pageText, tablePage } from '../sql/data/tables';
import { checkPredicate } from '../sql/predicate/checkPredicate';
import { runFault } from '../sql/predicate/runFault';
import { findTable, requireColumns } from './listTables';

export interface PageRequest {
  table: string;
  columns: readonly string[] | null;
  orderBy: readonly { column: string; descending: boolean }[];
  /** A predicate over the table's own columns; null and blank keep every row. */
  where: string | null;
  offset: number;
  limit: number;
}

export interface TablePage {
  table: Table;
  /** Rows that the filter keeps, on all pages. */
  totalRows: number;
  /** The statement that gives the same page. */
  sql: string;
}

const subject = { what: 'The filter' };

/** One page of a session table, filtered and sorted. A wrong filter is an `input` error that names its place. */
export async function readPage(db: Database, request: PageRequest, options: QueryOptions): Promise<TablePage> {
  const info = await findTable(db, request.table, options.signal);
  const known = info.columns.map((column) => column.name);
  const columns = request.columns ?? known;
  requireColumns(info, [...columns, ...request.orderBy.map((order) => order.column)]);
  const text = request.where?.trim() ? request.where : null;
  const where = text === null ? null : (await checkPredicate(db, text, { log: known, tables: {} }, subject)).text;
  const page = { ...request, columns, where };
  const run = async (sql: Sql & { predicateAt: number }) => {
    try {
      return await db.readOnly((queries) => queries.read(sql, options), options);
    } catch (error) {
      throw where === null ? error : runFault(error, sql, where, subject);
    }
  };
  const table = await run(tablePage(page));
  if (where === null) return { table, totalRows: info.rows, sql: pageText(page) };
  const [rows] = (await run(countWhere(request.table, where))).columns;
  return { table, totalRows: (rows as { data: Float64Array }).data[0]!, sql: pageText(page) };
}
