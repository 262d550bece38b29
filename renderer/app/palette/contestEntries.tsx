import { IconChartDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CaseInfo } from '../../../shared/schemas/session';
import { modelStyle } from '../../charts/modelStyle';
import { type Contest, contestantNames, readContest } from '../../state/contest';
import { contestChange } from '../../state/contestChange';
import { useRouteStore } from '../../state/routeStore';
import { ModelMark } from '../../ui/modelMark';
import type { PaletteEntry } from './paletteEntry';

/** Each model as the baseline, and into or out of the contest. */
export function contestEntries(info: CaseInfo, params: Readonly<Record<string, string>>): PaletteEntry[] {
  const contest = readContest(info, params);
  return contestantNames(info).flatMap((name) => modelEntries(name, contest, markOf(info, name)));
}

function markOf({ models }: CaseInfo, name: string): ReactNode {
  return <ModelMark style={modelStyle(models, name)} />;
}

function modelEntries(name: string, contest: Contest, icon: ReactNode): PaletteEntry[] {
  if (name === contest.baseline) return [];
  const entry = (id: string, label: string, change: Parameters<typeof contestChange>[1]): PaletteEntry => ({
    id: `${id}-${name}`,
    group: 'Models',
    label: `${label}: ${name}`,
    icon,
    run: () => useRouteStore.getState().setParams(contestChange(contest, change)),
  });
  const baseline = entry('baseline', 'Baseline', { baseline: name });
  if (!contest.models.includes(name)) return [baseline, entry('add', 'Add to the contest', { add: name })];
  if (contest.models.length === 1) return [baseline];
  return [baseline, entry('remove', 'Take out of the contest', { remove: name })];
}

export function metricEntries(metrics: readonly string[]): PaletteEntry[] {
  return metrics.map((metric) => ({
    id: `metric-${metric}`,
    group: 'Metrics',
    label: `Look into ${metric}`,
    icon: <IconChartDots size={16} />,
    run: () => useRouteStore.getState().go('compare', { metric }),
  }));
}
