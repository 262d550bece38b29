import type { Database } from '../db/database';
import { gradedRows, popularityRows, positionRows, scoreRows } from '../sql/compare/listRows';
import { doublesOf, integersOf } from './columns';
import type { Contestant } from './contestants';
import { heldRows, heldScores } from './heldRows';
import type { RequestPage } from './requestFrame';

/** What every contestant's list on a page shares. Arrays are indexed by row minus `page.from`. */
export interface PageRows {
  page: RequestPage;
  /** NaN = unjudged. */
  grades: Float64Array;
  itemKeys: Int32Array;
  /** What decides between equal scores: the larger one comes first. */
  tieKeys: Int32Array;
  /**
   * Where rows of other slots than organic ones stay, in every list: a position; -1 = it was not shown, so it is in no
   * list that is sorted; 0 = an organic row. Null: the log has no such slots.
   */
  pins: Int32Array | null;
}

/**
 * One contestant's list rows on a page. `inList[i]` 0 means that row `i` is not in the list; absent when every row is.
 * `@logged`: `positions[i]` is 0 for a row that was not shown.
 */
export type PageList =
  | { list: 'scores'; scores: Float64Array; inList: Uint8Array | null }
  | { list: 'logged'; positions: Int32Array }
  | { list: 'random' };

export async function readPageRows(
  db: Database,
  of: { label: string; pinned: boolean },
  page: RequestPage,
  signal?: AbortSignal,
): Promise<PageRows> {
  const held = heldRows(db);
  const grades = held?.grades.get(of.label)?.slice(page.from, page.to);
  if (held && grades) {
    const itemKeys = held.itemKeys.slice(page.from, page.to);
    return { page, grades, itemKeys, tieKeys: itemKeys, pins: null };
  }
  const table = await db.read(gradedRows(of, page), { signal });
  const itemKeys = integersOf(table, 'item_key');
  const pins = of.pinned ? integersOf(table, 'pin') : null;
  return { page, grades: doublesOf(table, 'grade'), itemKeys, tieKeys: itemKeys, pins };
}

/** `rows` is the page's shared part, for lists that are made of it. */
export async function readPageList(
  db: Database,
  contestant: Contestant,
  { page, rows }: { page: RequestPage; rows: Promise<PageRows> },
  signal?: AbortSignal,
): Promise<PageList> {
  switch (contestant.list) {
    case 'logged': {
      const table = await db.read(positionRows(page, 'position'), { signal });
      return { list: 'logged', positions: integersOf(table, 'position') };
    }
    case 'ranked': {
      const table = await db.read(positionRows(page, contestant.column), { signal });
      return { list: 'logged', positions: integersOf(table, 'position') };
    }
    case 'random':
      return { list: 'random' };
    case 'ideal':
      return { list: 'scores', scores: (await rows).grades.slice(), inList: null };
    case 'popularity': {
      const table = await db.read(popularityRows(page), { signal });
      return { list: 'scores', scores: doublesOf(table, 'shown'), inList: null };
    }
    case 'scores':
      return readScores(db, contestant.table, page, signal);
  }
}

async function readScores(
  db: Database,
  scoresTable: string,
  page: RequestPage,
  signal?: AbortSignal,
): Promise<PageList> {
  const { rowIds, scores } = await readScoreRows(db, scoresTable, page, signal);
  const length = page.to - page.from;
  if (rowIds.length === length && isRun(rowIds, page.from)) return { list: 'scores', scores, inList: null };
  return { list: 'scores', ...spread(rowIds, scores, page.from, length) };
}

async function readScoreRows(
  db: Database,
  scoresTable: string,
  page: RequestPage,
  signal?: AbortSignal,
): Promise<{ rowIds: Int32Array; scores: Float64Array }> {
  const held = heldRows(db)?.scores.get(scoresTable);
  if (held) return heldScores(held, page.from, page.to);
  const table = await db.read(scoreRows(scoresTable, page), { signal });
  return { rowIds: integersOf(table, 'row_id'), scores: doublesOf(table, 'score') };
}

/** A score file may have been stored in any order: only rows that follow each other can be taken as they come. */
function isRun(rowIds: Int32Array, from: number): boolean {
  for (let i = 0; i < rowIds.length; i++) if (rowIds[i] !== from + i) return false;
  return true;
}

/** Puts the rows that a sparse list has at their places on the page. */
function spread(rowIds: Int32Array, scores: Float64Array, from: number, length: number) {
  const placed = new Float64Array(length).fill(Number.NaN);
  const inList = new Uint8Array(length);
  for (let i = 0; i < rowIds.length; i++) {
    const at = rowIds[i]! - from;
    placed[at] = scores[i]!;
    inList[at] = 1;
  }
  return { scores: placed, inList };
}
