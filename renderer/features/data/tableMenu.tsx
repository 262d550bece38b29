import { IconClipboard, IconDownload } from '@tabler/icons-react';
import type { TableInfo } from '../../../shared/schemas/data';
import { useExportFile } from '../../client/useExportFile';
import { useExportAction } from '../../state/exportAction';
import type { GridSort } from '../../ui/grid/gridTypes';
import { PanelMenu } from '../../ui/panel/panelMenu';

interface TableMenuProps {
  table: TableInfo;
  /** The columns that are shown, in their order. */
  columns: string[];
  sort: GridSort | null;
  /** The query behind the page in sight; null until it came. */
  sql: string | null;
  onCopy: () => void;
}

/** What can be done with a whole table. Files hold every row of the shown columns and are written by the engine. */
export function TableMenu({ table, columns, sort, sql, onCopy }: TableMenuProps) {
  const exportFile = useExportFile();
  const orderBy = sort ? [{ column: sort.key, descending: sort.descending }] : [];
  const write = (format: 'csv' | 'parquet') => () =>
    void exportFile({ source: { table: table.name, columns, orderBy }, format }, table.name);
  useExportAction(write('csv'));
  const icon = <IconDownload size={14} />;
  return (
    <PanelMenu
      title="the table"
      queries={sql === null ? undefined : { load: async () => [{ what: `the rows of ${table.name} in sight`, sql }] }}
      actions={[
        { label: 'Copy as TSV', icon: <IconClipboard size={14} />, run: onCopy },
        { label: 'Export CSV', icon, run: write('csv') },
        { label: 'Export Parquet', icon, run: write('parquet') },
      ]}
    />
  );
}
