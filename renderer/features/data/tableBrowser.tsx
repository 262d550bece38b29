import { Select } from '@mantine/core';
import { formatCount } from '../../../shared/format/numbers';
import type { TableInfo } from '../../../shared/schemas/data';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { TableGrid } from './tableGrid';

/** Any table of the session, row by row. */
export function TableBrowser() {
  const { session } = useCaseInfo();
  const query = useEngineQuery('data.tables', { session });
  return (
    <QueryBody query={query} skeleton={<SkeletonRows rows={18} columns={7} />}>
      {({ tables }) => <ChosenTable tables={tables} />}
    </QueryBody>
  );
}

function ChosenTable({ tables }: { tables: TableInfo[] }) {
  const wanted = useRouteParam('table');
  const setParams = useRouteStore((state) => state.setParams);
  const table = tables.find(({ name }) => name === wanted) ?? tables[0];
  if (!table) return <EmptyState title="The session holds no tables." />;
  const choice = (
    <Select
      aria-label="Table"
      data={tables.map(({ name, rows }) => ({ value: name, label: `${name} (${formatCount(rows)})` }))}
      value={table.name}
      onChange={(name) => name && setParams({ tab: 'tables', table: name, sort: null })}
      allowDeselect={false}
      searchable
      w={250}
    />
  );
  return <TableGrid key={table.name} table={table} choice={choice} />;
}
