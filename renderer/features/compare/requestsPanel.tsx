import { Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { Panel } from '../../ui/panel/panel';
import classes from './compare.module.css';
import type { MatrixRow } from './matrix';
import { RequestsGrid } from './requestsGrid';
import { useMetricQueries } from './useMetricQueries';
import { useRequestActions } from './useRequestActions';
import { type RequestOrder, searchedRows, useRequestRows } from './useRequestRows';

interface RequestsPanelProps {
  metric: MatrixRow;
  baseline: string;
  model: string;
}

const orders: { value: RequestOrder; label: string }[] = [
  { value: 'worst', label: 'worst first' },
  { value: 'best', label: 'best first' },
  { value: 'largest', label: 'largest change first' },
  { value: 'request', label: 'order of the log' },
];

/** The requests behind a difference; the one under the cursor fills the inspector. */
export function RequestsPanel({ metric, baseline, model }: RequestsPanelProps) {
  const wantedOrder = useRouteParam('order');
  const search = useRouteParam('q') ?? '';
  const setParams = useRouteStore((state) => state.setParams);
  const order = orders.find(({ value }) => value === wantedOrder)?.value ?? 'worst';
  const [rested] = useDebouncedValue(search, 200);
  const requests = useRequestRows({ metric: metric.id, baseline, model, order, search: rested });
  const actions = useRequestActions({ requests, metric: metric.id, baseline, model, order });
  const queries = useMetricQueries({
    metric: metric.id,
    contestants: [baseline, model],
    perRequest: true,
    note: 'Two queries are behind the list, one for each contestant; the engine takes their differences and sorts them.',
  });
  return (
    <Panel
      title="Requests"
      summary={summaryOf(requests.rows, requests.total, rested)}
      flush
      controls={
        <>
          <TextInput
            aria-label="Find a request or query"
            placeholder="Find"
            leftSection={<IconSearch size={13} />}
            value={search}
            onChange={(event) => setParams({ q: event.currentTarget.value })}
            className={classes.find}
          />
          <Select
            aria-label="Order of the requests"
            data={orders}
            value={order}
            allowDeselect={false}
            onChange={(value) => setParams({ order: value })}
            w={154}
          />
        </>
      }
      actions={actions}
      queries={queries}
    >
      <RequestsGrid
        key={`${metric.id} ${model} ${order} ${rested}`}
        requests={requests}
        {...{ metric, baseline, model }}
      />
    </Panel>
  );
}

function summaryOf(rows: number | null, total: number, search: string): string {
  if (rows === null) return '';
  if (search === '') return formatCounted(rows, 'request');
  const scope = total > searchedRows ? `the first ${formatCount(searchedRows)}` : formatCount(total);
  return `${formatCount(rows)} of ${scope} hold "${search}"`;
}
