import { Button, Popover, TagsInput } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { formatCounted } from '../../../shared/format/numbers';
import { joinList } from '../../state/route';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { offeredMetrics } from './offers';
import type { Comparison } from './useComparison';

/** Which metrics the table has; any id of the case format can be typed. */
export function MetricsChoice({ comparison }: { comparison: Comparison | null }) {
  const setParams = useRouteStore((state) => state.setParams);
  const own = useRouteParam('metrics') !== undefined;
  const shown = comparison?.rows.map(({ id }) => id) ?? [];
  return (
    <Popover position="bottom-start" withinPortal trapFocus width={380}>
      <Popover.Target>
        <Button variant="default" size="xs" fw={400} rightSection={<IconChevronDown size={13} />}>
          {comparison ? formatCounted(shown.length, 'metric') : 'Metrics'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagsInput
          size="xs"
          label="Metrics"
          description="name@K, with :label for another label; parameters in parentheses: rbp(p=0.8)"
          data={offeredMetrics}
          value={shown}
          onChange={(chosen) => setParams({ metrics: chosen.length > 0 ? joinList(chosen) : null })}
          comboboxProps={{ withinPortal: false }}
        />
        <Button mt="sm" variant="default" disabled={!own} onClick={() => setParams({ metrics: null })}>
          The case's own
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
