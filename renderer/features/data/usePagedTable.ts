import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Contract } from '../../../shared/contract';
import type { TableInfo } from '../../../shared/schemas/data';
import type { Column } from '../../../shared/wire/table';
import { useEngine } from '../../client/engineContext';
import { engineQuery } from '../../client/useEngineQuery';
import { type PagedRows, usePagedRows } from '../../client/usePagedRows';
import { type ColumnFormat, columnNamed, formatOf, gridCell } from '../../ui/grid/cellText';
import type { GridCell, GridColumn, GridSort } from '../../ui/grid/gridTypes';
import type { ReadRows } from './copyRows';

type PageParams = Contract['data.page']['params'];
type PageQuery = ReturnType<typeof engineQuery<'data.page'>>;

interface PagedTable extends Pick<PagedRows<PageQuery>, 'onWindow' | 'error' | 'retry'> {
  cell: (row: number, column: GridColumn) => GridCell | undefined;
  /** Rows as a table, for copies and exports. */
  read: ReadRows;
  /** The query behind the page in sight, once it came. */
  sql: string | null;
}

/** Rows of a session table in the wanted order. */
export function usePagedTable(session: string, table: TableInfo, sort: GridSort | null): PagedTable {
  const engine = useEngine();
  const queries = useQueryClient();
  const base = useMemo<PageParams>(() => {
    const orderBy = sort ? [{ column: sort.key, descending: sort.descending }] : [];
    return { session, table: table.name, orderBy };
  }, [session, table.name, sort]);
  const pages = usePagedRows((offset, limit) => engineQuery(engine, 'data.page', { ...base, offset, limit }));
  const formatFor = useColumnFormats(table);

  const { find } = pages;
  const cell = useCallback(
    (row: number, { key }: GridColumn): GridCell | undefined => {
      const found = find(row);
      const column = found && columnNamed(found.table, key);
      return column ? gridCell(column, found.row, formatFor(column)) : undefined;
    },
    [find, formatFor],
  );
  const read: ReadRows = async (offset, limit, columns) =>
    (await queries.fetchQuery(engineQuery(engine, 'data.page', { ...base, columns, offset, limit }))).table;
  const { onWindow, error, retry, any } = pages;
  return { cell, read, onWindow, error, retry, sql: any?.sql ?? null };
}

/** Formats settled by the first page that comes, for as long as the table is shown. */
function useColumnFormats(table: TableInfo): (column: Column) => ColumnFormat {
  return useMemo(() => {
    const known = new Map<string, ColumnFormat>();
    return (column) => {
      const key = `${table.name}.${column.name}`;
      const format = known.get(key) ?? formatOf(column);
      known.set(key, format);
      return format;
    };
  }, [table.name]);
}
