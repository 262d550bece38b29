import { MultiSelect, Select } from '@mantine/core';
import { useCaseInfo } from '../../state/caseContext';
import { contestantNames } from '../../state/contest';
import { joinList } from '../../state/route';
import { useRouteStore } from '../../state/routeStore';
import { useContest } from '../../state/useContest';
import classes from './compare.module.css';
import { MetricsChoice } from './metricsChoice';
import { offeredPresets } from './offers';
import type { Comparison } from './useComparison';

/** Who is compared, on which metrics, by whose definitions. */
export function ContestControls({ comparison }: { comparison: Comparison | null }) {
  const info = useCaseInfo();
  const { baseline, models, preset } = useContest(info);
  const setParams = useRouteStore((state) => state.setParams);
  const names = contestantNames(info);
  return (
    <div className={classes.controls} role="toolbar" aria-label="Contest">
      <Select
        aria-label="Baseline"
        leftSection={<Lead text="Baseline" />}
        leftSectionWidth={62}
        data={names}
        value={baseline}
        allowDeselect={false}
        onChange={(name) => name && setParams({ baseline: name, models: joinList(swapped(models, name, baseline)) })}
        w={200}
      />
      <MultiSelect
        aria-label="Against"
        leftSection={<Lead text="against" />}
        leftSectionWidth={56}
        data={names.filter((name) => name !== baseline)}
        value={models}
        onChange={(chosen) => chosen.length > 0 && setParams({ models: joinList(chosen) })}
        className={classes.grow}
      />
      <MetricsChoice comparison={comparison} />
      <Select
        aria-label="Definitions"
        leftSection={<Lead text="Definitions" />}
        leftSectionWidth={76}
        data={offeredPresets}
        value={preset ?? 'case'}
        allowDeselect={false}
        onChange={(value) => setParams({ preset: value === 'case' ? null : value })}
        w={190}
      />
    </div>
  );
}

function Lead({ text }: { text: string }) {
  return <span className={classes.lead}>{text}</span>;
}

// The former baseline takes the new one's place among the others.
function swapped(models: readonly string[], next: string, former: string): string[] {
  return models.includes(next) ? models.map((name) => (name === next ? former : name)) : [...models];
}
