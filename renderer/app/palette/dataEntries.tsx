import { IconFilter, IconFolder, IconLasso, IconTable } from '@tabler/icons-react';
import type { TableInfo } from '../../../shared/schemas/data';
import type { CaseInfo } from '../../../shared/schemas/session';
import type { SliceList } from '../../../shared/slices/sliceMethods';
import { modelStyle } from '../../charts/modelStyle';
import type { Engine } from '../../client/engine';
import { openCase } from '../../client/openCase';
import { openModel } from '../../features/models/modelRoute';
import { withPart } from '../../features/slices/sliceParts';
import type { RecentCase } from '../../state/recentCases';
import { useRouteStore } from '../../state/routeStore';
import { ModelMark } from '../../ui/modelMark';
import type { PaletteEntry } from './paletteEntry';

/** Slices and selections that can be used, each as the only filter. */
export function sliceEntries(list: SliceList | undefined): PaletteEntry[] {
  const named = list?.slices.filter(({ problem }) => problem === null) ?? [];
  const selections = list?.selections.filter(({ problem }) => problem === null) ?? [];
  return [
    ...named.map(({ name, where }) => ({
      id: `slice-${name}`,
      group: 'Slices',
      label: `Slice: ${name}`,
      description: where,
      icon: <IconFilter size={16} />,
      run: () => addFilter(where),
    })),
    ...selections.map(({ name, where, ids }) => ({
      id: `selection-${name}`,
      group: 'Slices',
      label: `Selection: ${name}`,
      description: `${ids} ids`,
      icon: <IconLasso size={16} />,
      run: () => addFilter(where),
    })),
  ];
}

export function tableEntries(tables: readonly TableInfo[]): PaletteEntry[] {
  return tables.map(({ name, title }) => ({
    id: `table-${name}`,
    group: 'Tables',
    label: `Table: ${title}`,
    description: name,
    icon: <IconTable size={16} />,
    run: () => useRouteStore.getState().go('data', { tab: 'tables', table: name }),
  }));
}

/** The page of each model of the case. */
export function modelPageEntries({ models }: CaseInfo): PaletteEntry[] {
  return models.map(({ name, kind }) => ({
    id: `model-${name}`,
    group: 'Models',
    label: `Model: ${name}`,
    description: kind,
    icon: <ModelMark style={modelStyle(models, name)} />,
    run: () => openModel(name),
  }));
}

/** Cases that were open before, but for the one that is open now. */
export function caseEntries(engine: Engine, recent: readonly RecentCase[], open: string): PaletteEntry[] {
  return recent
    .filter(({ folder }) => folder !== open)
    .map(({ name, folder }) => ({
      id: `case-${folder}`,
      group: 'Recent cases',
      label: `Open ${name}`,
      description: folder,
      icon: <IconFolder size={16} />,
      run: () => void openCase(engine, { path: folder }),
    }));
}

function addFilter(where: string): void {
  const { route, setParams } = useRouteStore.getState();
  setParams({ slice: withPart(route.params.slice ?? null, where) });
}
