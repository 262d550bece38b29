import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsMaximize, IconDots } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';

export interface PanelAction {
  label: string;
  icon?: ReactNode;
  run: () => void;
}

interface PanelMenuProps {
  title: string;
  actions: PanelAction[];
  panel: RefObject<HTMLElement | null>;
}

/** What can be done with a panel: its own actions, then full screen. */
export function PanelMenu({ title, actions, panel }: PanelMenuProps) {
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
        <Menu.Item leftSection={<IconArrowsMaximize size={14} />} onClick={() => void toggleFullScreen(panel.current)}>
          Full screen
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function toggleFullScreen(element: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen();
}
