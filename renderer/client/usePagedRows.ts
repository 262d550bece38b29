import { useDebouncedValue } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Table } from '../../shared/wire/table';
import { pageRows, pagesOf } from './pages';

interface PageQuery {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<{ table: Table }>;
}

export interface PagedRows<Q extends PageQuery> {
  /** The page that holds a row and the row's place in it; null while it is not here. */
  find: (row: number) => { table: Table; row: number } | null;
  /** Tells which rows are in sight, `last` exclusive. */
  onWindow: (first: number, last: number) => void;
  /** The whole answer of any page that is here. */
  any: Awaited<ReturnType<Q['queryFn']>> | null;
  error: Error | null;
  retry: () => void;
}

// A scroll bar on the move passes thousands of pages that nobody looks at.
const restMs = 60;

/** Pages of a long result, fetched when their rows come into sight and kept by the query cache. */
export function usePagedRows<Q extends PageQuery>(queryOf: (offset: number, limit: number) => Q): PagedRows<Q> {
  const [window, setWindow] = useState<[number, number]>([0, 50]);
  const [rested] = useDebouncedValue(window, restMs);
  const wanted = pagesOf(...rested);
  const results = useQueries({ queries: wanted.map((page) => queryOf(page * pageRows, pageRows) as PageQuery) });
  const failed = results.find((result) => result.error);
  const find = (row: number) => {
    const table = results[wanted.indexOf(Math.floor(row / pageRows))]?.data?.table;
    const at = row % pageRows;
    return table && at < table.rows ? { table, row: at } : null;
  };
  const onWindow = useCallback((first: number, last: number) => setWindow([first, last]), []);
  return {
    find,
    onWindow,
    any: (results.find((result) => result.data)?.data ?? null) as PagedRows<Q>['any'],
    error: failed?.error ?? null,
    retry: () => void failed?.refetch(),
  };
}
