import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconFolderOpen, IconKeyboard, IconLayoutSidebarRight, IconPalette, IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CaseInfo } from '../../shared/schemas/session';
import { modelStyle } from '../charts/modelStyle';
import { leaveCase } from '../client/openCase';
import { usePreferences } from '../state/preferences';
import { viewNames } from '../state/route';
import { useRouteStore } from '../state/routeStore';
import { ModelMark } from '../ui/modelMark';
import { schemes, schemeTitles } from './themeToggle';
import { useHelp } from './useHelp';
import { views } from './views';

/** Everything by name, on Ctrl+K. */
export function Palette({ info }: { info: CaseInfo }) {
  const { setColorScheme } = useMantineColorScheme();
  const groups = useMemo<SpotlightActionGroupData[]>(
    () => [
      { group: 'Views', actions: viewActions() },
      { group: 'Baseline of the comparison', actions: baselineActions(info) },
      {
        group: 'Theme',
        actions: schemes.map((scheme) => ({
          id: `theme-${scheme}`,
          label: `Theme: ${schemeTitles[scheme]}`,
          leftSection: <IconPalette size={16} />,
          onClick: () => setColorScheme(scheme),
        })),
      },
      { group: 'Window', actions: windowActions() },
    ],
    [info, setColorScheme],
  );
  return (
    <Spotlight
      actions={groups}
      shortcut={['mod + K']}
      nothingFound="Nothing of that name"
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'View, model, theme …',
        'aria-label': 'Command',
      }}
    />
  );
}

function viewActions(): SpotlightActionData[] {
  return viewNames.map((name) => {
    const { title, question, Icon } = views[name];
    return {
      id: `view-${name}`,
      label: title,
      description: question,
      leftSection: <Icon size={16} />,
      onClick: () => useRouteStore.getState().go(name),
    };
  });
}

function baselineActions(info: CaseInfo): SpotlightActionData[] {
  const names = info.models.map((model) => model.name);
  return info.models
    .filter((model) => model.state === 'ready')
    .map(({ name }) => ({
      id: `baseline-${name}`,
      label: `Baseline: ${name}`,
      leftSection: <ModelMark style={modelStyle(names, name)} />,
      onClick: () => useRouteStore.getState().go('compare', { baseline: name }),
    }));
}

function windowActions(): SpotlightActionData[] {
  return [
    {
      id: 'inspector',
      label: 'Show or hide the inspector',
      leftSection: <IconLayoutSidebarRight size={16} />,
      onClick: () => usePreferences.getState().toggleInspector(),
    },
    {
      id: 'help',
      label: 'Keyboard shortcuts',
      leftSection: <IconKeyboard size={16} />,
      onClick: () => useHelp.setState({ open: true }),
    },
    { id: 'leave', label: 'Open another case', leftSection: <IconFolderOpen size={16} />, onClick: leaveCase },
  ];
}
