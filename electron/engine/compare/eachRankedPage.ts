import type { Database } from '../db/database';
import { eachPage, type LoadedPage, longestPage, type PageOptions, type PageWork } from './eachPage';
import { type RankBuffers, rankBuffers, rankRequest } from './rankRequest';
import type { RequestFrame } from './requestFrame';

/** `ranks[c][row]` is the rank of a page's row in the list of contestant `c`, 1-based; 0 = not in its list. */
export type PageRanks = readonly Int32Array[];

/**
 * Groups of equal scores: row `r` of list `c` shares the places `starts[c][r] + 1` to `ends[c][r]` of the list with the
 * others of its group; rows of other slots between them keep theirs. Places are ranks where there are no such rows. Kept up only where the order asks for ties.
 */
export interface PageTies {
  starts: readonly Int32Array[];
  ends: readonly Int32Array[];
}

/** As `eachPage`, with every list ranked. The arrays are reused from page to page. */
export async function eachRankedPage(
  db: Database,
  work: PageWork,
  options: PageOptions,
  visit: (page: LoadedPage, ranks: PageRanks, ties: PageTies | null) => void,
): Promise<void> {
  const longest = longestPage(work.frame);
  const { withTies } = work.order;
  const buffers = rankBuffers(longest, new Float64Array(0), withTies);
  const perRow = () => work.lists.map(() => new Int32Array(longest));
  const ranks = perRow();
  const ties = withTies ? { starts: perRow(), ends: perRow() } : null;
  await eachPage(db, work, options, (page) => {
    const found = work.lists.map((list) =>
      ties === null ? options.kept?.ranks(list, work.order, page.rows.page) : undefined,
    );
    for (let c = 0; c < ranks.length; c++) {
      if (found[c]) continue;
      const write = ties === null ? null : { starts: ties.starts[c]!, ends: ties.ends[c]! };
      writeRanks(page, c, work.frame, buffers, ranks[c]!, write);
    }
    visit(
      page,
      ranks.map((own, c) => found[c] ?? own),
      ties,
    );
  });
}

function writeRanks(
  loaded: LoadedPage,
  c: number,
  frame: RequestFrame,
  buffers: RankBuffers,
  ranks: Int32Array,
  ties: { starts: Int32Array; ends: Int32Array } | null,
): void {
  const { page } = loaded.rows;
  ranks.fill(0);
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const from = frame.starts[request]! - page.from;
    rankRequest(loaded.rows, loaded.lists[c]!, from, frame.starts[request + 1]! - page.from, buffers);
    for (let i = 0; i < buffers.view.length; i++) ranks[buffers.order[i]!] = buffers.view.ranks[i]!;
    if (ties !== null) writeTies(buffers, ties.starts, ties.ends);
  }
}

/** A list without groups (as shown) has every row alone at its rank. */
function writeTies({ view, order }: RankBuffers, starts: Int32Array, ends: Int32Array): void {
  let group = 0;
  for (let i = 0; i < view.length; i++) {
    if (view.ties === 0) {
      starts[order[i]!] = view.ranks[i]! - 1;
      ends[order[i]!] = view.ranks[i]!;
      continue;
    }
    while (group + 1 < view.ties && view.tieStarts[group + 1]! <= i) group += 1;
    starts[order[i]!] = view.tieStarts[group]!;
    ends[order[i]!] = group + 1 < view.ties ? view.tieStarts[group + 1]! : view.length;
  }
}
