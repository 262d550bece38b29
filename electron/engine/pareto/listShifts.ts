import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import type { RunWork } from './evaluateRuns';
import type { HeadPage } from './headPages';

/** A row of a list with its ranks under both weightings (0 = in no list) and its predictions. */
export interface ShiftedRow {
  row: number;
  rank: number;
  rankCase: number;
  predictions: number[];
}

/** What moves between two runs: counts over all lists, and the rows of the list that moves most. */
export class ListShifts {
  readonly #work: RunWork;
  readonly #k: number;
  #requests = 0;
  #rows = 0;
  #moved = 0;
  #otherItems = 0;
  #otherOrder = 0;
  #most = 0;
  #largest: ShiftedRow[] = [];

  constructor(work: RunWork, k: number) {
    this.#work = work;
    this.#k = k;
  }

  /** Takes a page with the ranks of the run asked for and of the case's. */
  readonly add = (page: HeadPage, [ranks, ofCase]: readonly Int32Array[]): void => {
    const { frame, groups } = this.#work;
    const { firstRequest, endRequest, from: start } = page.page;
    for (let request = firstRequest; request < endRequest; request++) {
      if (groups.groupOf[request]! < 0) continue;
      this.#addList(page, ranks!, ofCase!, frame.starts[request]! - start, frame.starts[request + 1]! - start);
    }
  };

  summary(): NonNullable<BlendResult['lists']> {
    return {
      k: this.#k,
      requests: this.#requests,
      otherItems: this.#otherItems,
      otherOrder: this.#otherOrder,
      meanShift: this.#rows === 0 ? 0 : this.#moved / this.#rows,
    };
  }

  /** The rows of the list whose top moves most, best first; empty when none moves. */
  largest(): readonly ShiftedRow[] {
    return this.#largest;
  }

  #addList(page: HeadPage, ranks: Int32Array, ofCase: Int32Array, from: number, to: number): void {
    let [moved, listed, top, entered] = [0, 0, 0, false];
    for (let row = from; row < to; row++) {
      const [rank, before] = [ranks[row]!, ofCase[row]!];
      if (rank === 0) continue;
      listed += 1;
      moved += Math.abs(rank - before);
      if (rank > this.#k && before > this.#k) continue;
      top += Math.abs(1 / rank - 1 / before);
      if (rank > this.#k) entered = true;
    }
    if (listed === 0) return;
    this.#requests += 1;
    this.#rows += listed;
    this.#moved += moved;
    if (entered) this.#otherItems += 1;
    if (top > 0) this.#otherOrder += 1;
    if (top > this.#most) {
      this.#most = top;
      this.#largest = rowsOf(page, ranks, ofCase, from, to);
    }
  }
}

function rowsOf(page: HeadPage, ranks: Int32Array, ofCase: Int32Array, from: number, to: number): ShiftedRow[] {
  const rows: ShiftedRow[] = [];
  for (let row = from; row < to; row++) {
    if (ranks[row] === 0) continue;
    const predictions = page.raw.map((scores) => scores[row]!);
    rows.push({ row: page.page.from + row, rank: ranks[row]!, rankCase: ofCase[row]!, predictions });
  }
  return rows.sort((a, b) => a.rank - b.rank);
}
