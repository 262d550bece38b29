import { IconClipboard, IconDownload } from '@tabler/icons-react';
import { useExportFile } from '../../client/useExportFile';
import { useCaseInfo } from '../../state/caseContext';
import { useExportAction } from '../../state/exportAction';
import { PanelMenu } from '../../ui/panel/panelMenu';
import { copyRows, exportRows, type ReadRows } from '../data/copyRows';
import type { QueryResult } from './consoleStore';

interface ResultMenuProps {
  result: QueryResult;
  names: string[];
  read: ReadRows;
}

/** What can be done with a result: the rows that are here, or all rows of the query from the engine. */
export function ResultMenu({ result, names, read }: ResultMenuProps) {
  const exportFile = useExportFile();
  const { name } = useCaseInfo();
  const exportAll = (format: 'csv' | 'parquet') => () =>
    void exportFile({ source: { sql: result.sql }, format }, 'query');
  useExportAction(exportAll('csv'));
  const icon = <IconDownload size={14} />;
  const all = { label: 'Export all rows as CSV', icon, run: exportAll('csv') };
  return (
    <PanelMenu
      title="the result"
      queries={{ load: async () => [{ what: 'the result', sql: result.sql }] }}
      actions={[
        {
          label: 'Copy as TSV',
          icon: <IconClipboard size={14} />,
          run: () => void copyRows(read, 0, result.rows, names, true),
        },
        {
          label: 'Export these rows as CSV',
          icon,
          run: () => void exportRows(read, result.rows, names, [name, 'query']),
        },
        ...(result.truncated ? [all] : []),
        { label: 'Export all rows as Parquet', icon, run: exportAll('parquet') },
      ]}
    />
  );
}
