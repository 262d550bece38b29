import { IconClipboard, IconDownload } from '@tabler/icons-react';
import { formatCounted } from '../../shared/format/numbers';
import type { Table } from '../../shared/wire/table';
import { useExportFile } from '../client/useExportFile';
import { copyText } from './clipboard';
import { gridCell } from './grid/cellText';
import { toTsv } from './grid/textTable';
import type { PanelAction } from './panel/panelMenu';

/** What a panel's menu does with binary columns that the page has; files are written by the engine. None for null. */
export function useWireTableActions(table: Table | null, name: string): PanelAction[] {
  const exportFile = useExportFile();
  if (table === null) return [];
  const write = (format: 'csv' | 'parquet') => () =>
    void exportFile({ source: { values: table, name: name.slice(0, 120) }, format }, name);
  const copy = () => {
    const cells = (row: number) => table.columns.map((column) => gridCell(column, row, { decimals: 0 }).exact);
    const rows = Array.from({ length: table.rows }, (_, row) => cells(row));
    void copyText(toTsv([table.columns.map((column) => column.name), ...rows]), formatCounted(table.rows, 'row'));
  };
  const icon = <IconDownload size={14} />;
  return [
    { label: 'Copy as TSV', icon: <IconClipboard size={14} />, run: copy },
    { label: 'Export CSV', icon, run: write('csv') },
    { label: 'Export Parquet', icon, run: write('parquet') },
  ];
}
