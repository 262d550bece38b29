import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Database } from '../../../../electron/engine/db/database';
import { openLoader } from '../../../../electron/engine/db/open';
import { caseSchema } from '../../../../shared/case/caseSchema';
import { resolveCase } from '../../../../shared/case/resolveCase';
import type { ResolvedCase } from '../../../../shared/case/resolvedCase';

/** A model as case.yaml writes it. */
export type ModelText = Record<string, unknown> & { name: string };

/** A resolved case with these models; `format:` must be given, as no loader looks at the files. */
export function caseOf(models: ModelText[]): ResolvedCase {
  const log = { path: 'log.csv', columns: { request: 'request_id', item: 'item_id' } };
  return resolveCase(caseSchema.parse({ rankscope: 1, name: 'Test', log, models }));
}

/** An empty database in memory and a folder, both gone after `work`. */
export async function withSession<T>(work: (db: Database, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'rankscope-scoring-'));
  const db = await openLoader(null, { threads: 2 });
  try {
    return await work(db, folder);
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** `features_logged` with one row for each list of values; NaN and null are missing. */
export async function logFeatures(
  db: Database,
  columns: string[],
  rows: (number | null)[][],
  type = 'FLOAT',
): Promise<void> {
  const list = columns.map((name) => `"${name}" ${type}`).join(', ');
  await db.run({ text: `CREATE OR REPLACE TABLE features_logged (row_id INTEGER, ${list})` });
  for (let start = 0; start < rows.length; start += 500) {
    const values = rows.slice(start, start + 500).map((row, index) => {
      const cells = row.map((value) => (value === null || Number.isNaN(value) ? 'NULL' : String(value)));
      return `(${start + index}, ${cells.join(', ')})`;
    });
    if (values.length > 0) await db.run({ text: `INSERT INTO features_logged VALUES ${values.join(', ')}` });
  }
}

/** `scores_<n>` in the order in which its rows lie in the table. */
export async function readScores(db: Database, n: number): Promise<(number | null)[]> {
  const rows = await db.readRows({ text: `SELECT row_id, score FROM scores_${n}` });
  rows.forEach((row, index) => {
    if (row.row_id !== index) throw new Error(`row ${index} of scores_${n} has the row_id ${row.row_id}`);
  });
  return rows.map((row) => row.score as number | null);
}
