import { useMemo, useState } from 'react';
import { formatCounted } from '../../../shared/format/numbers';
import type { Table } from '../../../shared/wire/table';
import { copyText } from '../../ui/clipboard';
import { columnNamed, formatOf, gridCell } from '../../ui/grid/cellText';
import { DataGrid } from '../../ui/grid/dataGrid';
import type { GridColumn, GridRange } from '../../ui/grid/gridTypes';
import { toTsv } from '../../ui/grid/textTable';

/** A short table as it is, with the keys of every grid. */
export function TableRows({ label, table }: { label: string; table: Table }) {
  const [widths, setWidths] = useState<Record<string, number>>({});
  const formats = useMemo(() => new Map(table.columns.map((column) => [column.name, formatOf(column)])), [table]);
  const columns: GridColumn[] = table.columns.map(({ name, type }) => ({
    key: name,
    title: name.replace(':', ' '),
    width: widths[name] ?? (name === 'item_id' ? 110 : Math.max(70, name.length * 7 + 24)),
    align: type === 'utf8' || type === 'dict' ? 'left' : 'right',
    mono: true,
  }));
  const cell = (row: number, { key }: GridColumn) => {
    const column = columnNamed(table, key);
    return column && gridCell(column, row, formats.get(key) ?? { decimals: 0 });
  };
  const onCopy = (range: GridRange) => {
    const chosen = columns.slice(range.left, range.right + 1);
    const rows = Array.from({ length: range.bottom - range.top + 1 }, (_, at) => range.top + at);
    const texts = rows.map((row) => chosen.map((column) => cell(row, column)?.exact ?? ''));
    void copyText(toTsv(texts), formatCounted(rows.length, 'row'));
  };
  return (
    <DataGrid
      label={label}
      columns={columns}
      rows={table.rows}
      cell={cell}
      onResize={(key, width) => setWidths({ ...widths, [key]: width })}
      onCopy={onCopy}
    />
  );
}
