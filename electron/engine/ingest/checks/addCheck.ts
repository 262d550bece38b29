import type { Check } from '../../../../shared/schemas/session';
import { countWhere, examplesWhere } from '../../sql/ingest/checks';
import type { BuildContext } from '../buildContext';

/** A check over rows of `impressions`: `condition` is SQL of ours that is true where the row is at fault. */
export interface RowCheck extends Pick<Check, 'id' | 'severity' | 'title' | 'detail'> {
  condition: string;
  /** Columns that its examples show beside request and item. */
  columns: readonly string[];
}

/** Counts the rows at fault and, when there are any, adds the check with up to 20 of them. */
export async function addRowCheck(context: BuildContext, { condition, columns, ...check }: RowCheck): Promise<void> {
  const { db, signal } = context;
  const count = Number((await db.readOne(countWhere(condition), { signal }))?.rows);
  if (count === 0) return;
  const rows = await db.readRows(examplesWhere(condition, columns), { signal });
  context.checks.push({ ...check, count, rows });
}
