import type { Check } from '../../../shared/schemas/session';
import type { LoadedCase } from '../case/loadCase';
import type { Connection } from '../db/connection';
import { keepOrder } from '../sql/ingest/readers';
import type { RefusedRow } from './refusedRow';

/** What one build shares between its steps. */
export interface BuildContext {
  /** The connection that the whole build uses: TEMP tables of one step are seen by the next. */
  db: Connection;
  loaded: LoadedCase;
  signal?: AbortSignal;
  /** Says what is being done; `done` of `total` steps. */
  step(text: string): void;
  /** A fresh path in a folder that is removed when the build ends. */
  workFile(suffix: string): Promise<string>;
  /** The database keeps the order of rows anyway, and does not let the setting be changed. */
  alwaysOrdered?: boolean;
  refused: RefusedRow[];
  /** Rows that were refused, of which `refused` holds at most 10,000. */
  refusedCount: number;
  checks: Check[];
  warnings: string[];
  counts: BuildCounts;
}

export interface BuildCounts {
  rows: number;
  requests: number;
  /** Left out by `log.where`. */
  excludedRows: number;
  /** Rows of the log (`in_log`). */
  logRows: number;
  rowsNotShown: number;
}

const maxRefusedKept = 10_000;

/** Keeps refused rows, the first 10,000 in full. */
export function refuseRows(context: BuildContext, rows: readonly RefusedRow[], count = rows.length): void {
  context.refused.push(...rows.slice(0, Math.max(0, maxRefusedKept - context.refused.length)));
  context.refusedCount += count;
}

/** Whether rows keep the order of their source from here on: slower, and needed where `rowid` stands for the order. */
export async function setOrder(context: BuildContext, keep: boolean): Promise<void> {
  if (!context.alwaysOrdered) await context.db.run(keepOrder(keep), { signal: context.signal });
}
