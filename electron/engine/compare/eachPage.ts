import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../db/database';
import type { Contestant } from './contestants';
import type { KeptPages } from './keptPages';
import { type PageList, type PageRows, readPageList, readPageRows } from './pageLists';
import { pagesOf, type RequestFrame, type RequestPage } from './requestFrame';

/** How lists are sorted and whether groups of equal scores are needed: the same for all plans of an evaluation. */
export interface ListOrder {
  precision: 'f64' | 'f32';
  ties: 'id' | 'input';
  withTies: boolean;
}

/** What is read page by page: the label's grades and the lists of some contestants. */
export interface PageWork {
  label: string;
  frame: RequestFrame;
  order: ListOrder;
  lists: readonly Contestant[];
}

export interface LoadedPage {
  rows: PageRows;
  /** As `PageWork.lists`. */
  lists: PageList[];
}

export interface PageOptions {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
  /** Shared by passes that read the same pages. */
  kept?: KeptPages;
}

const rowsPerPage = 500_000;

/** Rows of the longest page: how long buffers for one page must be. */
export function longestPage(frame: RequestFrame): number {
  return pagesOf(frame, rowsPerPage).reduce((most, page) => Math.max(most, page.to - page.from), 0);
}

/** Visits the pages in order, each once; the next page is read while one is visited. */
export async function eachPage(
  db: Database,
  work: PageWork,
  options: PageOptions,
  visit: (page: LoadedPage) => void,
): Promise<void> {
  const pages = pagesOf(work.frame, rowsPerPage);
  let next = pages[0] ? readPage(db, work, pages[0], options) : null;
  for (let i = 0; i < pages.length; i++) {
    const loaded = await next!;
    options.signal?.throwIfAborted();
    const following = pages[i + 1];
    next = following ? readPage(db, work, following, options) : null;
    // A rejection that nobody awaits yet must not count as unhandled when this page throws first.
    next?.catch(() => undefined);
    visit(loaded);
    options.progress?.(pages[i]!.to, work.frame.rows);
    // Pages that are kept come without waiting: the others get their turn here.
    if (options.kept) await nextTurn();
  }
}

async function readPage(db: Database, work: PageWork, page: RequestPage, options: PageOptions): Promise<LoadedPage> {
  const { signal, kept } = options;
  const { order, label } = work;
  const readRows = () => readRowsIn(db, work, page, signal);
  const reading = kept ? kept.rows(label, order, page, readRows) : readRows();
  const lists = work.lists.map((contestant) => {
    const readList = () => readListIn(db, order, contestant, { page, rows: reading }, signal);
    return kept && contestant.list === 'scores' ? kept.list(contestant, order, page, readList) : readList();
  });
  const [rows, ...loaded] = await Promise.all([reading, ...lists]);
  return { rows, lists: loaded };
}

async function readRowsIn(db: Database, { label, order, frame }: PageWork, page: RequestPage, signal?: AbortSignal) {
  const rows = await readPageRows(db, { label, pinned: frame.pinned }, page, signal);
  return order.ties === 'input' ? { ...rows, tieKeys: rows.itemKeys.map((_, row) => -row) } : rows;
}

async function readListIn(
  db: Database,
  { precision }: ListOrder,
  contestant: Contestant,
  on: { page: RequestPage; rows: Promise<PageRows> },
  signal?: AbortSignal,
): Promise<PageList> {
  const list = await readPageList(db, contestant, on, signal);
  if (precision === 'f32' && list.list === 'scores') roundScores(list.scores);
  return list;
}

function roundScores(scores: Float64Array): void {
  for (let i = 0; i < scores.length; i++) scores[i] = Math.fround(scores[i]!);
}
