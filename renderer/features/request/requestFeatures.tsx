import { useMemo } from 'react';
import { equalsText, rangeText } from '../../../shared/slices/predicateText';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import { EmptyState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { TableRows } from './tableRows';

const mostRows = 1000;

/** The logged features of the request's items, one row an item. */
export function RequestFeatures({ request }: { request: string }) {
  const { session } = useCaseInfo();
  const rows = useEngineQuery('data.page', {
    session,
    table: 'impressions',
    columns: ['row_id', 'item_id'],
    where: equalsText({ table: null, column: 'request_id' }, 'text', request),
    limit: mostRows,
  });
  const ids = rows.data && rowIds(rows.data.table);
  // The rows of a request follow each other.
  const range =
    ids && ids.length > 0 ? rangeText({ table: null, column: 'row_id' }, 'number', ids[0]!, ids.at(-1)! + 1) : null;
  const features = useEngineQuery(
    'data.page',
    range === null ? null : { session, table: 'features_logged', where: range, limit: mostRows },
  );
  if (ids?.length === 0) return <EmptyState title="This request has no items." />;
  return (
    <QueryBody query={rows.data ? features : rows} skeleton={<SkeletonRows rows={8} columns={4} />}>
      {({ table }) => rows.data && <Filled request={request} features={table} items={rows.data.table} />}
    </QueryBody>
  );
}

function Filled({ request, features, items }: { request: string; features: Table; items: Table }) {
  const table = useMemo<Table>(
    () => ({
      rows: features.rows,
      columns: [columnOf(items, 'item_id'), ...features.columns.filter(({ name }) => name !== 'row_id')],
    }),
    [features, items],
  );
  if (table.columns.length === 1) return <EmptyState title="The case names no features." />;
  return <TableRows label={`Features of request ${request}`} table={table} />;
}

function rowIds(table: Table): number[] {
  const column = columnOf(table, 'row_id');
  return Array.from({ length: table.rows }, (_, row) => Number(cellAt(column, row)));
}
