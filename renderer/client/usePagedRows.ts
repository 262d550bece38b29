import { useDebouncedValue } from '@mantine/hooks';
import { hashKey, type UseQueryResult, useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { Progress } from '../../shared/wire/progressThrottle';
import type { Table } from '../../shared/wire/table';
import { pageRows, pagesOf } from './pages';
import { useProgressStore } from './progressStore';

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
  /** How far the first page in sight is; undefined until the engine says so. */
  progress: Progress | undefined;
  /** Stops the pages that are being fetched; `retry` asks again. */
  cancel: () => void;
}

// A scroll bar on the move passes thousands of pages that nobody looks at.
const restMs = 60;

/** Pages of a long result, fetched when their rows come into sight and kept by the query cache. */
export function usePagedRows<Q extends PageQuery>(queryOf: (offset: number, limit: number) => Q): PagedRows<Q> {
  const [window, setWindow] = useState<[number, number]>([0, 50]);
  const [[first, last]] = useDebouncedValue(window, restMs);
  const wanted = useMemo(() => pagesOf(first, last), [first, last]);
  const client = useQueryClient();
  const sighted = queryOf((wanted[0] ?? 0) * pageRows, pageRows).queryKey;
  const progress = useProgressStore((state) => state[hashKey(sighted)]);
  const cancel = () => {
    for (const page of wanted) {
      void client.cancelQueries({ queryKey: queryOf(page * pageRows, pageRows).queryKey, exact: true });
    }
  };
  const pages = useQueries({
    queries: wanted.map((page) => queryOf(page * pageRows, pageRows) as PageQuery),
    combine: combinePages,
  });
  // Stays the same function while the same pages are here, so that rows need not be drawn anew.
  const find = useCallback(
    (row: number) => {
      const table = pages.answers[wanted.indexOf(Math.floor(row / pageRows))]?.table;
      const at = row % pageRows;
      return table && at < table.rows ? { table, row: at } : null;
    },
    [pages.answers, wanted],
  );
  const onWindow = useCallback((from: number, to: number) => setWindow([from, to]), []);
  const any = pages.answers.find((answer) => answer !== undefined) ?? null;
  return { find, onWindow, any: any as PagedRows<Q>['any'], error: pages.error, retry: pages.retry, progress, cancel };
}

type Answer = { table: Table } | undefined;

function combinePages(results: UseQueryResult<{ table: Table }>[]) {
  const failed = results.find((result) => result.error);
  const retry = () => {
    // A call that was cancelled has neither an answer nor an error.
    for (const result of results) if (result.data === undefined) void result.refetch();
  };
  const answers: Answer[] = results.map((result) => result.data);
  return { answers, error: failed?.error ?? null, retry };
}
