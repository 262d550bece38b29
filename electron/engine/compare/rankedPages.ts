import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Database } from '../db/database';
import type { PageOptions, PageWork } from './eachPage';
import { eachRankedPage, type PageRanks, type PageTies } from './eachRankedPage';
import type { PageRows } from './pageLists';

/** What a visitor of ranked pages gets: the rows, and every list's ranks and ties of them. */
export interface RankedPage {
  rows: PageRows;
  ranks: PageRanks;
  ties: PageTies | null;
}

/** Visits the same ranked pages in order, as often as needed. */
export type RankedPages = (visit: (page: RankedPage) => void) => Promise<void>;

/** As much is kept in memory between two visits; more is read and ranked again. */
const keptBytes = 512 * 2 ** 20;

/** The ranked pages of some lists. What the first visit reads is kept for the next ones where it is small enough. */
export function rankedPages(db: Database, work: PageWork, options: PageOptions): RankedPages {
  const perList = work.order.withTies ? 3 : 1;
  const bytesPerRow = 8 + 4 * (1 + work.lists.length * perList);
  const keep = work.frame.rows * bytesPerRow <= keptBytes;
  let kept: RankedPage[] | null = null;
  return async (visit) => {
    if (kept) return visitKept(kept, visit, options);
    const pages: RankedPage[] = [];
    await eachRankedPage(db, work, options, ({ rows }, ranks, ties) => {
      if (keep) pages.push(copyOf({ rows, ranks, ties }));
      visit({ rows, ranks, ties });
    });
    if (keep) kept = pages;
  };
}

async function visitKept(pages: readonly RankedPage[], visit: (page: RankedPage) => void, { signal }: PageOptions) {
  for (const page of pages) {
    visit(page);
    await nextTurn();
    signal?.throwIfAborted();
  }
}

/** Rows are read anew for each page, but the arrays of ranks are used again. */
function copyOf({ rows, ranks, ties }: RankedPage): RankedPage {
  const length = rows.grades.length;
  const copies = (arrays: readonly Int32Array[]) => arrays.map((each) => each.slice(0, length));
  return { rows, ranks: copies(ranks), ties: ties && { starts: copies(ties.starts), ends: copies(ties.ends) } };
}
