import type { TableInfo } from '../../../shared/schemas/data';
import { useRouteParam, useRouteStore } from '../../state/routeStore';

/** The column of a table that is profiled, of the route; undefined for none. */
export function useProfiledColumn(table: TableInfo) {
  const wanted = useRouteParam('profile');
  const setParams = useRouteStore((state) => state.setParams);
  const profiled = table.columns.some(({ name }) => name === wanted) ? wanted : undefined;
  const setProfiled = (column: string | null) => setParams({ profile: column, tab: 'tables', table: table.name });
  return { profiled, setProfiled };
}
