import { ActionIcon, Menu } from '@mantine/core';
import { IconClipboard, IconDots, IconDownload, IconSql } from '@tabler/icons-react';
import { useState } from 'react';
import { useExportAction } from '../../state/exportAction';
import { SqlDialog } from '../../ui/sqlDialog';

interface TableMenuProps {
  sql: string | null;
  onCopy: () => void;
  onExport: () => void;
}

/** What can be done with a whole table. */
export function TableMenu({ sql, onCopy, onExport }: TableMenuProps) {
  const [shown, setShown] = useState(false);
  useExportAction(onExport);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label="Menu of the table">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSql size={14} />} disabled={sql === null} onClick={() => setShown(true)}>
            Show query
          </Menu.Item>
          <Menu.Item leftSection={<IconClipboard size={14} />} onClick={onCopy}>
            Copy as TSV
          </Menu.Item>
          <Menu.Item leftSection={<IconDownload size={14} />} onClick={onExport}>
            Export CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {sql !== null && <SqlDialog opened={shown} onClose={() => setShown(false)} sql={sql} />}
    </>
  );
}
