import { useState } from 'react';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { DataGrid } from '../../ui/grid/dataGrid';
import type { GridRange } from '../../ui/grid/gridTypes';
import { EmptyState, ErrorState } from '../../ui/panel/panelState';
import { Loading } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import type { MatrixRow } from './matrix';
import { type RequestWidths, requestCell, requestColumns } from './requestColumns';
import { copyRequestRange } from './requestExport';
import { useDistribution } from './useDistribution';
import type { RequestRows } from './useRequestRows';

interface RequestsGridProps {
  requests: RequestRows;
  metric: MatrixRow;
  baseline: string;
  model: string;
}

/** The list itself. Moving the cursor chooses the request. */
export function RequestsGrid({ requests, metric, baseline, model }: RequestsGridProps) {
  const [widths, setWidths] = useState<RequestWidths>({});
  const [chosenRow, setChosenRow] = useState<number | null>(null);
  const chosen = useRouteParam('request');
  const setParams = useRouteStore((state) => state.setParams);
  const edges = useDistribution(metric.id, baseline, model).data?.edges;
  const reach = edges?.[edges.length - 1] ?? 1;
  if (requests.error) return <ErrorState error={requests.error} retry={requests.retry} />;
  if (requests.rows === null || !requests.first) {
    const { progress, cancel, retry } = requests;
    return <Loading call={{ progress, cancel, refetch: retry }} skeleton={<SkeletonRows rows={8} columns={5} />} />;
  }
  if (requests.rows === 0)
    return <EmptyState title="No request fits.">Take text out of Find, or show all requests.</EmptyState>;

  const hasQuery = columnOf(requests.first, 'query').valid?.some((byte) => byte !== 0) ?? true;
  const columns = requestColumns(baseline, model, hasQuery, widths);
  const idOf = (row: number) => {
    const found = requests.find(row);
    return found ? String(cellAt(columnOf(found.table, 'request_id'), found.row)) : null;
  };
  const choose = (row: number) => {
    const id = row < 0 ? null : idOf(row);
    if (id === null) return;
    setChosenRow(row);
    setParams({ request: id });
  };
  const selectedRow =
    chosenRow !== null && idOf(chosenRow) === chosen ? chosenRow : firstRowOf(chosen, idOf, requests.rows);
  return (
    <DataGrid
      label="Requests"
      columns={columns}
      rows={requests.rows}
      cell={(row, { key }) => {
        const found = requests.find(row);
        return found ? requestCell(found.table, found.row, key, metric.decimals, reach) : undefined;
      }}
      onWindow={requests.onWindow}
      onResize={(key, width) => setWidths({ ...widths, [key]: width })}
      onCursor={({ row }) => choose(row)}
      onActivate={choose}
      onCopy={(range: GridRange) => copyRequestRange(requests, columns, range)}
      selectedRow={selectedRow}
    />
  );
}

const looked = 200;

// The chosen request may come from the address or from another view; only rows at the top are worth the look.
function firstRowOf(id: string | undefined, idOf: (row: number) => string | null, rows: number): number | null {
  if (id === undefined) return null;
  for (let row = 0; row < Math.min(rows, looked); row += 1) if (idOf(row) === id) return row;
  return null;
}
