import { useMantineColorScheme } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CaseInfo } from '../../../shared/schemas/session';
import { useEngine } from '../../client/engineContext';
import { useEngineQuery } from '../../client/useEngineQuery';
import { usePreferences } from '../../state/preferences';
import { useRouteStore } from '../../state/routeStore';
import { useUndoStore } from '../../state/undoStore';
import { schemes, schemeTitles } from '../themeToggle';
import { actionEntries, viewEntries } from './actionEntries';
import { contestEntries, metricEntries } from './contestEntries';
import { caseEntries, modelPageEntries, sliceEntries, tableEntries } from './dataEntries';
import type { PaletteEntry } from './paletteEntry';

/** Everything that can be done now: actions, views, models, metrics, slices, tables, themes and recent cases. */
export function usePaletteEntries(info: CaseInfo): PaletteEntry[] {
  const engine = useEngine();
  const { setColorScheme } = useMantineColorScheme();
  const { session } = info;
  const slices = useEngineQuery('slice.list', { session }).data;
  const tables = useEngineQuery('data.tables', { session }).data;
  const metrics = useEngineQuery('models.list', { session }).data?.defaultMetrics;
  const params = useRouteStore((state) => state.route.params);
  const recent = usePreferences((state) => state.recentCases);
  const past = useUndoStore((state) => state.past);
  const future = useUndoStore((state) => state.future);
  return useMemo(
    () => [
      ...viewEntries(),
      ...actionEntries(past.at(-1)?.what, future.at(-1)?.what),
      ...modelPageEntries(info),
      ...contestEntries(info, params),
      ...sliceEntries(slices),
      ...metricEntries(metrics ?? []),
      ...tableEntries(tables?.tables ?? []),
      ...schemes.map((scheme) => ({
        id: `theme-${scheme}`,
        group: 'Theme',
        label: `Theme: ${schemeTitles[scheme]}`,
        icon: <IconPalette size={16} />,
        run: () => setColorScheme(scheme),
      })),
      ...caseEntries(engine, recent, info.folder),
    ],
    [engine, info, slices, tables, metrics, params, recent, past, future, setColorScheme],
  );
}
