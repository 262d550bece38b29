import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconClipboard, IconDots, IconDownload } from '@tabler/icons-react';
import { formatCounted } from '../../../shared/format/numbers';
import { useEngine } from '../../client/engineContext';
import { saveExport } from '../../client/saveExport';
import { useCaseInfo } from '../../state/caseContext';
import { useExportAction } from '../../state/exportAction';
import { useProblemStore } from '../../state/problemStore';
import { wireErrorOf } from '../../state/wireErrorOf';
import { fileName } from '../../ui/download';
import { copyRows, exportRows, type ReadRows } from '../data/copyRows';
import type { QueryResult } from './consoleStore';

interface ResultMenuProps {
  result: QueryResult;
  names: string[];
  read: ReadRows;
}

/** What can be done with a result: the rows that are here, or all rows of the query from the engine. */
export function ResultMenu({ result, names, read }: ResultMenuProps) {
  const engine = useEngine();
  const { session, name } = useCaseInfo();
  const exportAll = async (format: 'csv' | 'parquet') => {
    try {
      const file = await engine.call('data.export', { session, source: { sql: result.sql }, format });
      const isSaved = await saveExport(engine, file, `${fileName(name, 'query')}.${format}`);
      if (isSaved) notifications.show({ message: `Exported ${formatCounted(file.rows, 'row')}.` });
    } catch (error) {
      useProblemStore.getState().report(error, 'Exporting the query');
      notifications.show({ color: 'red', title: 'Not exported', message: wireErrorOf(error).message });
    }
  };
  useExportAction(() => void exportAll('csv'));
  const icon = <IconDownload size={14} />;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label="Menu of the result" size="sm">
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconClipboard size={14} />}
          onClick={() => void copyRows(read, 0, result.rows, names, true)}
        >
          Copy as TSV
        </Menu.Item>
        <Menu.Item leftSection={icon} onClick={() => void exportRows(read, result.rows, names, [name, 'query'])}>
          Export these rows as CSV
        </Menu.Item>
        {result.truncated && (
          <Menu.Item leftSection={icon} onClick={() => void exportAll('csv')}>
            Export all rows as CSV
          </Menu.Item>
        )}
        <Menu.Item leftSection={icon} onClick={() => void exportAll('parquet')}>
          Export all rows as Parquet
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
