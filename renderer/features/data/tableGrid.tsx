import { type Dispatch, type ReactNode, type SetStateAction, useCallback, useMemo, useState } from 'react';
import type { TableInfo } from '../../../shared/schemas/data';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import type { GridPlace } from '../../ui/grid/cursor';
import { DataGrid } from '../../ui/grid/dataGrid';
import type { GridColumn, GridRange, GridSort } from '../../ui/grid/gridTypes';
import { EmptyState, ErrorState } from '../../ui/panel/panelState';
import { ColumnChooser } from './columnChooser';
import { type ColumnLayout, firstLayout, gridColumns } from './columnLayout';
import { copyRows } from './copyRows';
import classes from './data.module.css';
import { ProfileButton } from './profileButton';
import { ProfileSplit } from './profileSplit';
import { formatSort, nextSort, parseSort } from './sortParam';
import { TableFoot } from './tableFoot';
import { TableMenu } from './tableMenu';
import { usePagedTable } from './usePagedTable';
import { useProfiledColumn } from './useProfiledColumn';

/** One table with its toolbar, grid and foot. */
export function TableGrid({ table, choice }: { table: TableInfo; choice: ReactNode }) {
  const { session } = useCaseInfo();
  const [layout, setLayout] = useState<ColumnLayout>(() => firstLayout(table));
  const [cursor, setCursor] = useState<GridPlace>({ row: 0, column: 0 });
  const sortText = useRouteParam('sort');
  const columns = useMemo(() => gridColumns(table, layout), [table, layout]);
  const sort = useMemo(() => sortOf(sortText, table), [sortText, table]);
  const rows = usePagedTable(session, table, sort);
  const { profiled, setProfiled } = useProfiledColumn(table);
  const onCursor = (at: GridPlace) => {
    setCursor(at);
    const column = columns[at.column]?.key;
    if (profiled !== undefined && column !== undefined && at.column !== cursor.column) setProfiled(column);
  };
  const all = columns.map(({ key }) => key);
  const shared = { table, columns, rows, sort };
  return (
    <>
      <div className={classes.toolbar}>
        {choice}
        <span className={classes.toolbarText} title={table.description}>
          {table.description}
        </span>
        <ProfileButton
          isOpen={profiled !== undefined}
          onToggle={() => setProfiled(profiled === undefined ? (all[cursor.column] ?? null) : null)}
        />
        <ColumnChooser table={table} layout={layout} onChange={setLayout} />
        <TableMenu
          {...{ table, sort }}
          columns={all}
          sql={rows.sql}
          onCopy={() => void copyRows(rows.read, 0, table.rows, all, true)}
        />
      </div>
      <ProfileSplit table={table} profiled={profiled} setProfiled={setProfiled}>
        <Rows {...shared} setLayout={setLayout} onCursor={onCursor} />
      </ProfileSplit>
      <TableFoot
        row={cursor.row}
        rows={table.rows}
        columns={columns.length}
        hidden={layout.hidden.length}
        sort={sort}
      />
    </>
  );
}

interface RowsProps {
  table: TableInfo;
  columns: GridColumn[];
  rows: ReturnType<typeof usePagedTable>;
  sort: GridSort | null;
  setLayout: Dispatch<SetStateAction<ColumnLayout>>;
  onCursor: (at: GridPlace) => void;
}

function Rows({ table, columns, rows, sort, setLayout, onCursor }: RowsProps) {
  const setParams = useRouteStore((state) => state.setParams);
  const onResize = useCallback(
    (key: string, width: number) => setLayout((before) => ({ ...before, widths: { ...before.widths, [key]: width } })),
    [setLayout],
  );
  const all = columns.map(({ key }) => key);
  const copy = ({ top, bottom, left, right }: GridRange) =>
    void copyRows(rows.read, top, bottom - top + 1, all.slice(left, right + 1));
  if (rows.error) return <ErrorState error={rows.error} retry={rows.retry} />;
  if (table.rows === 0) {
    return <EmptyState title={`The table ${table.name} has no rows.`}>{table.description}</EmptyState>;
  }
  return (
    <DataGrid
      label={table.title}
      columns={columns}
      rows={table.rows}
      cell={rows.cell}
      onWindow={rows.onWindow}
      sort={sort}
      onSort={(key) => setParams({ sort: formatSort(nextSort(sort, key)) })}
      onResize={onResize}
      onCursor={onCursor}
      onCopy={copy}
    />
  );
}

function sortOf(text: string | undefined, table: TableInfo) {
  const names = table.columns.map(({ name }) => name);
  return parseSort(text, names);
}
