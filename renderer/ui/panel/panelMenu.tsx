import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconDots, IconSql } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type PanelQueries, QueryDialog } from './queryDialog';

export interface PanelAction {
  label: string;
  icon?: ReactNode;
  run: () => void;
}

interface PanelMenuProps {
  title: string;
  actions: readonly PanelAction[];
  /** The queries behind what is shown; absent where no query gives it. */
  queries?: PanelQueries;
  /** Absent where the panel cannot fill the window. */
  full?: { isFull: boolean; onFull: () => void };
}

/** What can be done with a panel: its query, its own actions, full screen. */
export function PanelMenu({ title, actions, queries, full }: PanelMenuProps) {
  const [asked, setAsked] = useState<PanelQueries | null>(null);
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon aria-label={`Menu of ${title}`} size="sm">
            <IconDots size={15} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {queries && (
            <Menu.Item leftSection={<IconSql size={14} />} onClick={() => setAsked(queries)}>
              Show query
            </Menu.Item>
          )}
          {actions.map(({ label, icon, run }) => (
            <Menu.Item key={label} leftSection={icon} onClick={run}>
              {label}
            </Menu.Item>
          ))}
          {full && (
            <Menu.Item
              leftSection={full.isFull ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />}
              onClick={full.onFull}
            >
              {full.isFull ? 'Leave full screen' : 'Full screen'}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked && <QueryDialog queries={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
