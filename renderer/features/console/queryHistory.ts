import { create } from 'zustand';
import { persist } from 'zustand/middleware';

const keptQueries = 50;
const keptCases = 20;
const longestKept = 20_000;

/** Queries by the folder of their case, latest first. */
type Queries = Record<string, string[]>;

interface QueryHistory {
  queries: Queries;
  add: (folder: string, sql: string) => void;
  clear: (folder: string) => void;
}

/** The queries that were run in each case, kept from one start to the next. No result is kept. */
export const useQueryHistory = create<QueryHistory>()(
  persist(
    (set) => ({
      queries: {},
      add: (folder, sql) => set(({ queries }) => ({ queries: withQuery(queries, folder, sql) })),
      clear: (folder) => set(({ queries }) => ({ queries: withoutCase(queries, folder) })),
    }),
    { name: 'rankscope.queries', version: 1 },
  ),
);

/** The history with this query first and none twice; the case that was used longest ago falls out. */
export function withQuery(queries: Queries, folder: string, sql: string): Queries {
  const text = sql.trim();
  if (text === '' || text.length > longestKept) return queries;
  const own = [text, ...(queries[folder] ?? []).filter((each) => each !== text)].slice(0, keptQueries);
  const others = Object.entries(withoutCase(queries, folder)).slice(0, keptCases - 1);
  return Object.fromEntries([[folder, own], ...others]);
}

function withoutCase(queries: Queries, folder: string): Queries {
  return Object.fromEntries(Object.entries(queries).filter(([each]) => each !== folder));
}

/** Where a walk through the history stands: -1 is the draft, 0 the latest query. */
export interface HistoryWalk {
  at: number;
  /** What stood in the editor before the walk began. */
  draft: string;
}

/** One step back (1) or forward (-1) in the history; null when there is nothing that way. */
export function stepHistory(
  queries: readonly string[],
  { at, draft }: HistoryWalk,
  step: 1 | -1,
  text: string,
): { walk: HistoryWalk; text: string } | null {
  const isChanged = at >= 0 && queries[at] !== text;
  const from = isChanged ? -1 : at;
  const kept = from === -1 ? text : draft;
  let to = from + step;
  if (from === -1 && queries[to] === text.trim()) to += step;
  if (to < -1 || to >= queries.length) return null;
  return { walk: { at: to, draft: kept }, text: to === -1 ? kept : queries[to]! };
}
