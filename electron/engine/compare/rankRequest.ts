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
      tieStarts: new Uint32Array(withTies ? pageRows : 1),
      ties: 0,
    },
  };
}

/**
 * Fills `buffers.view` with one contestant's list of the request whose rows are `from..to` of the page, and
 * `buffers.order[0..length)` with the page rows in rank order.
 */
export function rankRequest(rows: PageRows, list: PageList, from: number, to: number, buffers: RankBuffers): void {
  const { order, view } = buffers;
  if (list.list === 'scores') {
    let length = 0;
    for (let row = from; row < to; row++) {
      if (list.inList !== null && list.inList[row] === 0) continue;
      if (rows.pins !== null && rows.pins[row] !== 0) continue;
      order[length] = row;
      length += 1;
    }
    sortRequest(order, 0, length, list.scores, rows.tieKeys, buffers);
    for (let i = 0; i < length; i++) view.ranks[i] = i + 1;
    view.length = rows.pins === null ? length : placePins(rows.pins, from, to, length, buffers);
    if (view.withTies) view.ties = markTies(order, view.length, list.scores, rows.pins, view.tieStarts);
  } else if (list.list === 'random') {
    view.length = to - from;
    for (let i = 0; i < view.length; i++) {
      order[i] = from + i;
      view.ranks[i] = i + 1;
    }
    view.tieStarts[0] = 0;
    view.ties = 1;
  } else {
    view.ties = 0;
    view.length = rankLogged(rows, list.positions, from, to, buffers);
  }
  for (let i = 0; i < view.length; i++) view.grades[i] = rows.grades[order[i]!]!;
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
 * Writes where each group of equal scores begins and gives their number. Missing scores are one group. A row that keeps
 * its place stands alone, and the groups above and below it are apart.
 */
function markTies(
  order: Int32Array,
  length: number,
  scores: Float64Array,
  pins: Int32Array | null,
  starts: Uint32Array,
): number {
  let groups = 0;
  for (let i = 0; i < length; i++) {
    const score = scores[order[i]!]!;
    const above = i === 0 ? 0 : scores[order[i - 1]!]!;
    const equal = i > 0 && (score === above || (Number.isNaN(score) && Number.isNaN(above)));
    const same = equal && !pins?.[order[i]!] && !pins?.[order[i - 1]!];
    if (same) continue;
    starts[groups] = i;
    groups += 1;
  }
  return groups;
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
