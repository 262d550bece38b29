import type { PageList, PageRows } from './pageLists';
import type { RankedView } from './rankedView';
import { sortRequest } from './sortRequest';

/** Reusable buffers for ranking one page; as long as its longest request is enough for the view, the page for `order`. */
export interface RankBuffers {
  order: Int32Array;
  scratch: Int32Array;
  /** Two longer than the others. */
  places: Int32Array;
  view: RankedView;
}

/** `withTies` keeps track of groups of equal scores, for tie-aware metrics. */
export function rankBuffers(pageRows: number, ideal: Float64Array, withTies: boolean): RankBuffers {
  return {
    order: new Int32Array(pageRows),
    scratch: new Int32Array(pageRows),
    places: new Int32Array(pageRows + 2),
    view: {
      length: 0,
      grades: new Float64Array(pageRows),
      ranks: new Int32Array(pageRows),
      ideal,
      idealFrom: 0,
      idealTo: 0,
      withTies,
      tieStarts: new Uint32Array(Math.max(1, pageRows)),
      ties: 0,
      pinned: false,
      fixed: new Uint8Array(pageRows),
    },
  };
}

/**
 * Fills `buffers.view` with one contestant's list of the request whose rows are `from..to` of the page, and
 * `buffers.order[0..length)` with the page rows in rank order.
 */
export function rankRequest(rows: PageRows, list: PageList, from: number, to: number, buffers: RankBuffers): void {
  const { order, view } = buffers;
  view.pinned = false;
  if (list.list === 'logged') {
    view.ties = 0;
    view.length = rankLogged(rows, list.positions, from, to, buffers);
  } else {
    const { pins } = rows;
    const scores = list.list === 'scores' ? list : null;
    const length = sortOrganic(rows, scores, from, to, buffers);
    view.length = pins === null ? length : placePins(pins, from, to, length, buffers);
    if (scores === null || view.withTies) {
      view.ties = markTies(order, view.length, scores?.scores ?? null, pins, view.tieStarts);
      if (pins !== null) markFixed(pins, buffers);
    }
  }
  for (let i = 0; i < view.length; i++) view.grades[i] = rows.grades[order[i]!]!;
}

/** The rows that the order is about, by score; of random lists (`list` null) as they come. Gives their number. */
function sortOrganic(
  { pins, tieKeys }: PageRows,
  list: { scores: Float64Array; inList: Uint8Array | null } | null,
  from: number,
  to: number,
  buffers: RankBuffers,
): number {
  const { order, view } = buffers;
  const inList = list?.inList ?? null;
  let length = 0;
  for (let row = from; row < to; row++) {
    if (inList !== null && inList[row] === 0) continue;
    if (pins !== null && pins[row] !== 0) continue;
    order[length] = row;
    length += 1;
  }
  if (list !== null) sortRequest(order, 0, length, list.scores, tieKeys, buffers);
  for (let i = 0; i < length; i++) view.ranks[i] = i + 1;
  return length;
}

function markFixed(pins: Int32Array, { order, view }: RankBuffers): void {
  view.pinned = true;
  for (let i = 0; i < view.length; i++) view.fixed[i] = pins[order[i]!] === 0 ? 0 : 1;
}

/**
 * Puts rows of other slots back to the places where they were shown; the sorted rows take the ranks that are left, in
 * their order. Gives the number of rows. Rows of the page lie in the order of their positions.
 */
function placePins(pins: Int32Array, from: number, to: number, sorted: number, buffers: RankBuffers): number {
  const { order, scratch, view } = buffers;
  scratch.set(order.subarray(0, sorted));
  let next = 0;
  let length = 0;
  let rank = 0;
  const place = (row: number, at: number) => {
    rank = at;
    order[length] = row;
    view.ranks[length] = rank;
    length += 1;
  };
  for (let row = from; row < to; row++) {
    const pin = pins[row]!;
    if (pin <= 0) continue;
    while (next < sorted && rank + 1 < pin) place(scratch[next++]!, rank + 1);
    place(row, Math.max(rank + 1, pin));
  }
  while (next < sorted) place(scratch[next++]!, rank + 1);
  return length;
}

/**
 * Writes where each group of equal scores begins and gives their number. Missing scores are one group; without scores
 * everything is. Rows that keep their places lie inside a group where it runs on behind them, else each stands alone.
 */
function markTies(
  order: Int32Array,
  length: number,
  scores: Float64Array | null,
  pins: Int32Array | null,
  starts: Uint32Array,
): number {
  let groups = 0;
  let above = -1;
  for (let i = 0; i < length; i++) {
    const pinned = pins !== null && pins[order[i]!] !== 0;
    const row = pinned ? nextOrganic(order, i + 1, length, pins) : order[i]!;
    const same = above >= 0 && row >= 0 && sameScore(scores, above, row);
    if (!pinned) above = row;
    if (same) continue;
    starts[groups] = i;
    groups += 1;
  }
  return groups;
}

function nextOrganic(order: Int32Array, from: number, length: number, pins: Int32Array): number {
  for (let i = from; i < length; i++) if (pins[order[i]!] === 0) return order[i]!;
  return -1;
}

function sameScore(scores: Float64Array | null, a: number, b: number): boolean {
  if (scores === null || scores[a] === scores[b]) return true;
  return Number.isNaN(scores[a]!) && Number.isNaN(scores[b]!);
}

/** Shown rows by position; rows of one position (a fault that a check counts) by item key descending. */
function rankLogged(rows: PageRows, positions: Int32Array, from: number, to: number, buffers: RankBuffers): number {
  const { order, view } = buffers;
  let length = 0;
  for (let row = from; row < to; row++) {
    const position = positions[row]!;
    if (position <= 0) continue;
    let at = length;
    while (at > 0 && isAfter(positions, rows.tieKeys, order[at - 1]!, row)) {
      order[at] = order[at - 1]!;
      at -= 1;
    }
    order[at] = row;
    length += 1;
  }
  for (let i = 0; i < length; i++) view.ranks[i] = positions[order[i]!]!;
  return length;
}

function isAfter(positions: Int32Array, keys: Int32Array, a: number, b: number): boolean {
  return positions[a]! > positions[b]! || (positions[a] === positions[b] && keys[a]! < keys[b]!);
}
