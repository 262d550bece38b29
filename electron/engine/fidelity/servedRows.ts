import { stageScoreColumn } from '../../../shared/case/rankerStage';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { toWireError } from '../../../shared/wire/errors';
import { integersOf } from '../compare/columns';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { selectedRows } from '../sql/slices/sliceRelation';

/** Which rows a model served and where the log keeps the score that it gave them. */
export interface ServedRows {
  /** By `row_id`: 1 where it served the row; null = every row. */
  rows: Uint8Array | null;
  servedRows: number;
  /** Column of `impressions` with the logged score; null: the log has none. */
  logged: string | null;
  /** Why that cannot be known, in a sentence; null when it can. */
  problem: string | null;
}

/** What `served` of a model selects. A predicate or column that the session cannot read is told, not thrown. */
export async function servedRows(
  session: Session,
  slices: SessionSlices,
  served: NonNullable<ResolvedModel['served']>,
  signal?: AbortSignal,
): Promise<ServedRows> {
  const all = { rows: null, servedRows: session.meta.counts.rows, problem: null };
  const logged = await loggedColumn(session, slices, served.score ?? 'score');
  if (logged === null && served.score !== null) {
    return { ...all, logged, problem: `served.score names "${served.score}", which the log does not have` };
  }
  if (served.where === null) return { ...all, logged };
  try {
    const rows = await rowsWhere(session, slices, served.where, signal);
    return { rows, servedRows: rows.reduce((sum, row) => sum + row, 0), logged, problem: null };
  } catch (error) {
    const { code, message } = toWireError(error);
    if (code !== 'input') throw error;
    return { ...all, servedRows: 0, logged, problem: `served.where cannot be used: ${message}` };
  }
}

/** By `row_id`: 1 where a predicate holds (decisions.md 20; NULL is false). */
export async function rowsWhere(
  session: Session,
  slices: SessionSlices,
  where: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const bound = await slices.bind(where);
  const table = await slices.runOn(bound, (columns, text) => selectedRows(columns, text ?? 'true'), signal);
  const rows = new Uint8Array(session.meta.counts.rows);
  for (const row of integersOf(table, 'row')) rows[row] = 1;
  return rows;
}

async function loggedColumn(session: Session, slices: SessionSlices, name: string): Promise<string | null> {
  const source = (await slices.scope()).find(null, name)?.source;
  if (source?.from === 'impressions') return source.column;
  const stage = session.case.stages.find(({ score }) => score === name);
  const column = stage ? stageScoreColumn(stage.name) : null;
  return column !== null && session.meta.columns.includes(column) ? column : null;
}
