import { ActionIcon, type MantineColorScheme, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';

/** The order in which the button goes through them. */
export const schemes: MantineColorScheme[] = ['auto', 'light', 'dark'];

export const schemeTitles: Record<MantineColorScheme, string> = {
  auto: 'as the system',
  light: 'light',
  dark: 'dark',
};

const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon };

/** Light, dark or as the system says. */
export function ThemeToggle() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Icon = icons[colorScheme];
  const next = schemes[(schemes.indexOf(colorScheme) + 1) % schemes.length]!;
  const label = `Theme: ${schemeTitles[colorScheme]}. Next: ${schemeTitles[next]}`;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => setColorScheme(next)}>
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
