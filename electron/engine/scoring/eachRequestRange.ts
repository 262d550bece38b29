import { cancelledError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { impressionRows, nextRequestStart } from '../sql/scoring/fidelityRows';

interface RangeControl {
  signal?: AbortSignal;
  /** `done` and `total` in rows of the log. */
  progress?: (done: number, total: number) => void;
}

/**
 * Visits the rows of the log in order, in half-open ranges of `row_id` that hold whole requests and at least `pageRows`
 * rows each, the last one apart. Cancelling takes effect between ranges.
 */
export async function eachRequestRange(
  db: Queries,
  pageRows: number,
  { signal, progress }: RangeControl,
  visit: (first: number, last: number) => Promise<void>,
): Promise<void> {
  const total = Number((await db.readOne(impressionRows(), { signal }))!.rows);
  for (let first = 0; first < total; ) {
    if (signal?.aborted) throw cancelledError();
    const next = (await db.readOne(nextRequestStart(first + pageRows), { signal }))!.first_row;
    const last = next === null ? total : Number(next);
    await visit(first, last);
    first = last;
    progress?.(first, total);
  }
}
