import { RankscopeError } from '../../../shared/wire/errors';
import type { Connection } from '../db/connection';
import { createSlice, type PolicyColumns, sliceTable } from '../sql/policy/policyRows';
import type { PolicyOptions } from './policyOptions';
import type { PolicySource } from './policySource';
import { rewardColumn } from './rewardColumn';

/** The columns that decide which rows are used; rows of a slice go into a TEMP table of the call's connection. */
export async function policyColumns(
  db: Connection,
  source: PolicySource,
  { reward, rows, allRows }: PolicyOptions,
  signal?: AbortSignal,
): Promise<PolicyColumns> {
  if (rows) await loadSlice(db, source, rows, signal);
  return {
    reward: rewardColumn(source, reward),
    propensity: source.propensity,
    randomized: allRows ? null : source.randomized,
    hasPositions: source.hasPositions,
    ownRequests: source.requests === source.rows,
    weight: source.weight,
    slice: rows ? sliceTable : null,
  };
}

async function loadSlice(db: Connection, source: PolicySource, rows: Uint8Array, signal?: AbortSignal): Promise<void> {
  if (rows.length !== source.rows) {
    const message = `A slice of ${rows.length} rows does not fit a log of ${source.rows}.`;
    throw new RankscopeError({ code: 'internal', message });
  }
  const chosen = Int32Array.from(rows.keys()).filter((row) => rows[row] === 1);
  await db.run(createSlice(), { signal });
  const column = { name: 'row_id', type: 'i32' as const, data: chosen };
  await db.append(sliceTable, { rows: chosen.length, columns: [column] }, { signal });
}
