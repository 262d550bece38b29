import { type ListNormalization, normalizeList } from '../../../shared/blend/normalize';
import type { Contestant } from '../compare/contestants';
import { type PageList, type PageRows, readPageList, readPageRows } from '../compare/pageLists';
import { pagesOf, type RequestFrame, type RequestPage } from '../compare/requestFrame';
import type { Database } from '../db/database';

/** What a pass over the heads of a model reads. */
export interface HeadWork {
  frame: RequestFrame;
  /** One list of scores a head. */
  heads: readonly Contestant[];
  /** What is weighted in their place; null: the heads, normalized by list. */
  quantiles: readonly Contestant[] | null;
  normalize: ListNormalization;
  /** Labels whose grades are read. */
  labels: readonly string[];
  /** Whether logged positions are read. */
  positions: boolean;
}

/** A page of whole requests: typed arrays by row minus `page.from`; NaN = no prediction. */
export interface HeadPage {
  page: RequestPage;
  /** Predictions as they are. */
  raw: Float64Array[];
  /** Predictions as they enter the sum or the product. */
  heads: Float64Array[];
  /** 0 for rows that are in no head's list; null when all are in. */
  inList: Uint8Array | null;
  /** As `labels`. */
  rows: PageRows[];
  /** 0 = not shown. */
  positions: Int32Array | null;
}

/** Small enough that no run over a page holds up the event loop. */
const rowsPerPage = 50_000;

const logged: Contestant = { name: '@logged', kind: 'builtin', key: '@logged', list: 'logged' };

/** The pages of the log in order; the next one is read while one is worked on. */
export async function* headPages(db: Database, work: HeadWork, signal?: AbortSignal): AsyncGenerator<HeadPage> {
  const pages = pagesOf(work.frame, rowsPerPage);
  let next = pages[0] ? readHeadPage(db, work, pages[0], signal) : null;
  for (let i = 0; i < pages.length; i++) {
    const page = await next!;
    const following = pages[i + 1];
    next = following ? readHeadPage(db, work, following, signal) : null;
    // A rejection that nobody awaits yet must not count as unhandled when this page throws first.
    next?.catch(() => undefined);
    yield page;
  }
}

/** Rows of the longest page. */
export function longestHeadPage(frame: RequestFrame): number {
  return pagesOf(frame, rowsPerPage).reduce((most, page) => Math.max(most, page.to - page.from), 0);
}

async function readHeadPage(
  db: Database,
  work: HeadWork,
  page: RequestPage,
  signal: AbortSignal | undefined,
): Promise<HeadPage> {
  const { frame, normalize } = work;
  const reading = work.labels.map((label) => readPageRows(db, { label, pinned: frame.pinned }, page, signal));
  const on = { page, rows: reading[0]! };
  const [rows, scored, quantiles, places] = await Promise.all([
    Promise.all(reading),
    Promise.all(work.heads.map((head) => readScores(db, head, on, signal))),
    work.quantiles && Promise.all(work.quantiles.map((each) => readScores(db, each, on, signal))),
    work.positions ? readPageList(db, logged, on, signal) : null,
  ]);
  const raw = scored.map(({ scores }) => scores);
  const weighed = quantiles?.map(({ scores }) => scores) ?? raw;
  return {
    page,
    raw,
    heads: normalize === 'none' ? weighed : weighed.map((scores) => normalizePage(scores, normalize, frame, page)),
    inList: anyList(scored.map(({ inList }) => inList)),
    rows,
    positions: places?.list === 'logged' ? places.positions : null,
  };
}

async function readScores(
  db: Database,
  head: Contestant,
  on: Parameters<typeof readPageList>[2],
  signal: AbortSignal | undefined,
): Promise<Extract<PageList, { list: 'scores' }>> {
  const list = await readPageList(db, head, on, signal);
  if (list.list !== 'scores') throw new Error('a head is a list of scores');
  return list;
}

function normalizePage(
  scores: Float64Array,
  normalize: ListNormalization,
  frame: RequestFrame,
  page: RequestPage,
): Float64Array {
  const normalized = new Float64Array(scores.length);
  for (let request = page.firstRequest; request < page.endRequest; request++) {
    const from = frame.starts[request]! - page.from;
    const to = frame.starts[request + 1]! - page.from;
    normalized.set(normalizeList(scores.subarray(from, to), normalize), from);
  }
  return normalized;
}

function anyList(lists: readonly (Uint8Array | null)[]): Uint8Array | null {
  if (lists.some((list) => list === null)) return null;
  return lists.reduce<Uint8Array>((any, list) => any.map((flag, row) => flag | list![row]!), lists[0]!.slice());
}
