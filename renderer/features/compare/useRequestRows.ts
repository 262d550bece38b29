import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Contract } from '../../../shared/contract';
import type { Progress } from '../../../shared/wire/progressThrottle';
import type { Table } from '../../../shared/wire/table';
import { useEngine } from '../../client/engineContext';
import { engineQuery } from '../../client/useEngineQuery';
import { usePagedRows } from '../../client/usePagedRows';
import { useCaseInfo } from '../../state/caseContext';
import { useContest } from '../../state/useContest';
import { findRows } from './requestColumns';

export type RequestOrder = NonNullable<Contract['compare.requests']['params']['order']>;

/** Requests that one search looks through: what fits one message with room to spare. */
export const searchedRows = 50_000;

export interface RequestRows {
  /** Null until the first page came. */
  rows: number | null;
  total: number;
  find: (row: number) => { table: Table; row: number } | null;
  onWindow: (first: number, last: number) => void;
  first: Table | null;
  error: Error | null;
  retry: () => void;
  progress: Progress | undefined;
  cancel: () => void;
  read: (offset: number, limit: number) => Promise<Table>;
}

interface Wanted {
  metric: string;
  baseline: string;
  model: string;
  order: RequestOrder;
  search: string;
}

/** Requests of a contest in order, all of them by pages or those that a search finds. */
export function useRequestRows({ search, ...contest }: Wanted): RequestRows {
  const info = useCaseInfo();
  const engine = useEngine();
  const client = useQueryClient();
  const { preset, slice } = useContest(info);
  const queryOf = (offset: number, limit: number) =>
    engineQuery(engine, 'compare.requests', { session: info.session, slice, preset, ...contest, offset, limit });
  const pages = usePagedRows(queryOf);
  const whole = useQuery({ ...queryOf(0, searchedRows), enabled: search !== '' });
  const matches = useMemo(
    () => (search !== '' && whole.data ? findRows(whole.data.table, search) : null),
    [search, whole.data],
  );
  const total = pages.any?.totalRequests ?? 0;
  const find = (row: number) => {
    if (search === '') return pages.find(row);
    const at = matches?.[row];
    return at === undefined || !whole.data ? null : { table: whole.data.table, row: at };
  };
  return {
    rows: search === '' ? (pages.any ? total : null) : (matches?.length ?? null),
    total,
    find,
    onWindow: pages.onWindow,
    first: pages.any?.table ?? null,
    error: search === '' ? pages.error : whole.error,
    retry: () => {
      pages.retry();
      if (search !== '') void whole.refetch();
    },
    progress: pages.progress,
    cancel: () => {
      pages.cancel();
      void client.cancelQueries({ queryKey: queryOf(0, searchedRows).queryKey, exact: true });
    },
    read: async (offset, limit) =>
      (await queryOf(offset, limit).queryFn({ signal: new AbortController().signal })).table,
  };
}
