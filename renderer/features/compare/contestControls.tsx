import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { useCaseInfo } from '../../state/caseContext';
import { joinList } from '../../state/route';
import { useRouteStore } from '../../state/routeStore';
import { useContest } from '../../state/useContest';
import classes from './compare.module.css';
import { offeredMetrics, offeredPresets } from './offers';
import type { Comparison } from './useComparison';

/** Who is compared, on which metrics, by whose definitions. */
export function ContestControls({ comparison }: { comparison: Comparison | null }) {
  const info = useCaseInfo();
  const { baseline, models, metrics, preset } = useContest(info);
  const setParams = useRouteStore((state) => state.setParams);
  const names = info.models.filter(({ state }) => state === 'ready').map(({ name }) => name);
  const shown = metrics ?? comparison?.rows.map(({ id }) => id) ?? [];
  return (
    <div className={classes.controls} role="toolbar" aria-label="Contest">
      <Select
        label="Baseline"
        data={names}
        value={baseline}
        allowDeselect={false}
        onChange={(name) => name && setParams({ baseline: name, models: joinList(swapped(models, name, baseline)) })}
        w={150}
      />
      <MultiSelect
        label="Against"
        data={names.filter((name) => name !== baseline)}
        value={models}
        onChange={(chosen) => chosen.length > 0 && setParams({ models: joinList(chosen) })}
        className={classes.grow}
      />
      <TagsInput
        size="xs"
        label="Metrics"
        data={offeredMetrics}
        value={shown}
        onChange={(chosen) => setParams({ metrics: chosen.length > 0 ? joinList(chosen) : null })}
        className={classes.growMore}
      />
      <Select
        label="Definitions"
        data={offeredPresets}
        value={preset ?? 'case'}
        allowDeselect={false}
        onChange={(value) => setParams({ preset: value === 'case' ? null : value })}
        w={124}
      />
    </div>
  );
}

// The former baseline takes the new one's place among the others.
function swapped(models: readonly string[], next: string, former: string): string[] {
  return models.includes(next) ? models.map((name) => (name === next ? former : name)) : [...models];
}
