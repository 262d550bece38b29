import type { Database } from '../db/database';
import { judgedIdeal, judgedRequests, labeledRequests, loggedIdeal } from '../sql/compare/listRows';
import { doublesOf, integersOf } from './columns';
import { heldRows } from './heldRows';

/**
 * Every request's positive grades, best first, retrieved or not: request `r` has `grades[offsets[r]..offsets[r + 1])`.
 * `anyJudged[r]` is 1 when some item of the request is judged, be it 0: without one no metric is defined.
 */
export interface IdealGrades {
  offsets: Uint32Array;
  grades: Float64Array;
  anyJudged: Uint8Array;
}

/** `judged` true reads the case's judgments; false takes the log's own labels. With `pinned`, of organic items only. */
export async function readIdealGrades(
  db: Database,
  source: { label: string; judged: boolean; requests: number; pinned: boolean },
  signal?: AbortSignal,
): Promise<IdealGrades> {
  const held = heldRows(db)?.ideals.get(source.label);
  if (held) return held;
  const [table, judged] = await Promise.all([
    db.read(source.judged ? judgedIdeal(source.pinned) : loggedIdeal(source.label, source.pinned), { signal }),
    db.read(source.judged ? judgedRequests(source.pinned) : labeledRequests(source.label, source.pinned), { signal }),
  ]);
  const owners = integersOf(table, 'request_index');
  const offsets = new Uint32Array(source.requests + 1);
  for (let i = 0; i < table.rows; i++) offsets[owners[i]! + 1]! += 1;
  for (let r = 0; r < source.requests; r++) offsets[r + 1]! += offsets[r]!;
  const anyJudged = new Uint8Array(source.requests);
  for (const request of integersOf(judged, 'request_index')) anyJudged[request] = 1;
  return { offsets, grades: doublesOf(table, 'grade'), anyJudged };
}
