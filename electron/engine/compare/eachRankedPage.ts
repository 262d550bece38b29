import type { Database } from '../db/database';
import { eachPage, type LoadedPage, longestPage, type PageOptions, type PageWork } from './eachPage';
import { type RankBuffers, rankBuffers, rankRequest } from './rankRequest';
import type { RequestFrame } from './requestFrame';

/** `ranks[c][row]` is the rank of a page's row in the list of contestant `c`, 1-based; 0 = not in its list. */
export type PageRanks = readonly Int32Array[];

/** As `eachPage`, with every list ranked. The arrays are reused from page to page. */
export async function eachRankedPage(
  db: Database,
  work: PageWork,
  options: PageOptions,
  visit: (page: LoadedPage, ranks: PageRanks) => void,
): Promise<void> {
  const longest = longestPage(work.frame);
  const buffers = rankBuffers(longest, new Float64Array(0), false);
  const ranks = work.lists.map(() => new Int32Array(longest));
  await eachPage(db, { ...work, order: { ...work.order, withTies: false } }, options, (page) => {
    for (let c = 0; c < ranks.length; c++) writeRanks(page, c, work.frame, buffers, ranks[c]!);
    visit(page, ranks);
  });
}

function writeRanks(loaded: LoadedPage, c: number, frame: RequestFrame, buffers: RankBuffers, ranks: Int32Array): void {
  const { page } = loaded.rows;
  ranks.fill(0);
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const from = frame.starts[request]! - page.from;
    rankRequest(loaded.rows, loaded.lists[c]!, from, frame.starts[request + 1]! - page.from, buffers);
    for (let i = 0; i < buffers.view.length; i++) ranks[buffers.order[i]!] = buffers.view.ranks[i]!;
  }
}
