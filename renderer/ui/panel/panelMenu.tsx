import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsMinimize, IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export interface PanelAction {
  label: string;
  icon?: ReactNode;
  run: () => void;
}

interface PanelMenuProps {
  title: string;
  actions: PanelAction[];
  isFull: boolean;
  onFull: () => void;
}

/** What can be done with a panel: its own actions, then full screen. */
export function PanelMenu({ title, actions, isFull, onFull }: PanelMenuProps) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label={`Menu of ${title}`} size="sm">
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(({ label, icon, run }) => (
          <Menu.Item key={label} leftSection={icon} onClick={run}>
            {label}
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={isFull ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />}
          onClick={onFull}
        >
          {isFull ? 'Leave full screen' : 'Full screen'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
