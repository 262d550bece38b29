import { rankFollowsScore } from '../../../shared/fidelity/rankFollowsScore';
import { shownPlaces } from '../../../shared/fidelity/shownPlaces';
import type { HourCount } from './onsetOf';

/** Whole requests of the log, in row order, as `stagePage` gives them. */
export interface StageRows {
  rowIds: Int32Array;
  requests: Int32Array;
  ranks: Float64Array;
  scores: Float64Array;
  positions: Float64Array;
  organic: Uint8Array;
  reasons: Int32Array;
  slots: Int32Array;
  hours: Int32Array;
}

/** Requests compared and failed: in all, by hour, and in the declared reference span. */
class RequestCounts {
  requests = 0;
  failed = 0;
  readonly reference = { rows: 0, failed: 0 };
  readonly #hours = new Map<number, HourCount>();

  add(failed: boolean, hour: number, inReference: boolean): void {
    const one = failed ? 1 : 0;
    this.requests++;
    this.failed += one;
    const count = this.#hours.get(hour) ?? { hour, rows: 0, failed: 0 };
    this.#hours.set(hour, { hour, rows: count.rows + 1, failed: count.failed + one });
    if (!inReference) return;
    this.reference.rows++;
    this.reference.failed += one;
  }

  hours(): HourCount[] {
    return [...this.#hours.values()].sort((a, b) => a.hour - b.hour);
  }
}

/** Counts links 2 and 3 of A14 over pages of whole requests. */
export class StageCounts {
  readonly byRank = { rows: 0, counts: new RequestCounts() };
  readonly byPlace = { rows: 0, moved: 0, counts: new RequestCounts() };
  readonly reasons = new Map<number, { rows: number; moved: number }>();
  readonly slots = new Map<number, number>();
  readonly #reference: Uint8Array | null;

  /** `reference` by `row_id`: 1 in the span that onsets are measured against. */
  constructor(reference: Uint8Array | null) {
    this.#reference = reference;
  }

  add(rows: StageRows): void {
    const { requests } = rows;
    for (let start = 0; start < requests.length; ) {
      let end = start + 1;
      while (end < requests.length && requests[end] === requests[start]) end++;
      this.#addRequest(rows, start, end);
      start = end;
    }
  }

  #addRequest(rows: StageRows, start: number, end: number): void {
    const ranks = rows.ranks.subarray(start, end);
    const hour = rows.hours[start]!;
    const inReference = this.#reference?.[rows.rowIds[start]!] === 1;
    const { rows: both, follows } = rankFollowsScore(rows.scores.subarray(start, end), ranks);
    this.byRank.rows += both;
    if (follows !== null) this.byRank.counts.add(!follows, hour, inReference);
    const list = { ranks, positions: rows.positions.subarray(start, end), organic: rows.organic.subarray(start, end) };
    const { moved, compared, movedRows, discordant } = shownPlaces(list);
    this.byPlace.rows += compared;
    this.byPlace.moved += movedRows;
    if (compared > 0) this.byPlace.counts.add(discordant, hour, inReference);
    this.#countReasons(rows, start, moved);
  }

  #countReasons({ reasons, slots, positions }: StageRows, start: number, moved: Uint8Array): void {
    for (let i = 0; i < moved.length; i++) {
      const reason = reasons[start + i]!;
      let count = this.reasons.get(reason);
      if (count === undefined) {
        count = { rows: 0, moved: 0 };
        this.reasons.set(reason, count);
      }
      count.rows++;
      if (moved[i] === 1) count.moved++;
      if (Number.isNaN(positions[start + i]!)) continue;
      this.slots.set(slots[start + i]!, (this.slots.get(slots[start + i]!) ?? 0) + 1);
    }
  }
}
