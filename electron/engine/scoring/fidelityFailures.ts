import { sampleDeviation, tolerance } from '../../../shared/fidelity/discordance';
import { applyLink, type Link } from './fidelityLinks';
import type { FidelityRows } from './fidelityStats';

/** What became of a row: within tolerance, outside, or without one of the two scores. */
export const rowStates = { passed: 0, failed: 1, absent: 2 } as const;

/** By row, under one link, whether the two scores agree (definitions A14, tol_i). */
export function failuresOf(rows: FidelityRows, link: Link): Uint8Array {
  const { file, requests } = rows;
  const states = new Uint8Array(file.length).fill(rowStates.absent);
  for (let start = 0; start < file.length; ) {
    let end = start + 1;
    while (end < file.length && requests[end] === requests[start]) end++;
    compare(rows, link, start, end, states);
    start = end;
  }
  return states;
}

function compare({ file, logged }: FidelityRows, link: Link, start: number, end: number, states: Uint8Array): void {
  const both = (row: number) => Number.isFinite(file[row]) && Number.isFinite(logged[row]);
  const compared: number[] = [];
  for (let row = start; row < end; row++) if (both(row)) compared.push(row);
  const sd = sampleDeviation(Float64Array.from(compared, (row) => logged[row]!));
  for (const row of compared) {
    const score = applyLink(link, file[row]!);
    const size = Math.max(Math.abs(score), Math.abs(logged[row]!));
    const passed = Math.abs(score - logged[row]!) <= tolerance(size, sd);
    states[row] = passed ? rowStates.passed : rowStates.failed;
  }
}

/** Rows compared and failed, by code. */
export class FailureCounts {
  readonly #counts = new Map<number, { rows: number; failed: number }>();

  add(codes: ArrayLike<number>, states: Uint8Array): void {
    for (let row = 0; row < states.length; row++) {
      const state = states[row]!;
      if (state === rowStates.absent) continue;
      const code = codes[row]!;
      let count = this.#counts.get(code);
      if (count === undefined) {
        count = { rows: 0, failed: 0 };
        this.#counts.set(code, count);
      }
      count.rows++;
      count.failed += state;
    }
  }

  get(code: number): { rows: number; failed: number } {
    return this.#counts.get(code) ?? { rows: 0, failed: 0 };
  }

  /** Codes in rising order. */
  entries(): { code: number; rows: number; failed: number }[] {
    return [...this.#counts].map(([code, count]) => ({ code, ...count })).sort((a, b) => a.code - b.code);
  }
}
