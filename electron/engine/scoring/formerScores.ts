import { stat } from 'node:fs/promises';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { sessionFormat } from '../session/sessionFormat';
import { attachFormer, copyFormer, detachFormer, formerMeta, formerTables } from '../sql/scoring/formerScores';
import { headTable, scoresTable } from '../sql/scoring/scoreTables';
import { type ModelRecord, nothingScored, type Scored } from './modelRecord';

/** Scores of the session that a build is about to replace. */
export interface FormerScores {
  models: readonly ModelRecord[];
  tables: ReadonlySet<string>;
}

/** Attaches the former session at `file`, does the work, and lets go of it. Without one that can be read: null. */
export async function withFormer<T>(
  db: Queries,
  file: string | null,
  work: (former: FormerScores | null) => Promise<T>,
): Promise<T> {
  const former = file === null ? null : await openFormer(db, file);
  try {
    return await work(former);
  } finally {
    if (file !== null) await db.run(detachFormer);
  }
}

async function openFormer(db: Queries, file: string): Promise<FormerScores | null> {
  if ((await stat(file).catch(() => null)) === null) return null;
  try {
    await db.run(attachFormer(file));
    const tables = new Set((await db.readRows(formerTables)).map(({ name }) => String(name)));
    if (!tables.has('meta')) return null;
    const format = await db.readOne(formerMeta('format'));
    if (Number(format?.value) !== sessionFormat) return null;
    const models = await db.readOne(formerMeta('models'));
    return { models: JSON.parse(String(models?.value ?? '[]')) as ModelRecord[], tables };
  } catch (error) {
    // A file that is broken, held by another process, or of another release: everything is scored again.
    if (error instanceof RankscopeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Takes over what an equal pass over equal rows gave, whatever the model and its objectives are called now: the tables of
 * all objectives, or of the score. Null where there is no such pass; `passKey` is the key of the pass.
 */
export async function takeFormer(
  db: Queries,
  { models, tables }: FormerScores,
  { objectives }: ResolvedModel,
  n: number,
  passKey: string,
  signal?: AbortSignal,
): Promise<Scored[] | null> {
  const count = objectives ? Object.keys(objectives).length : 0;
  const record = models.find(
    (each) => each.state === 'ready' && each.passKey === passKey && each.heads.length === count,
  );
  if (!record) return null;
  const from = count === 0 ? [scoresTable(record.n)] : record.heads.map(({ k }) => headTable(record.n, k));
  if (!from.every((table) => tables.has(table))) return null;
  for (const [index, table] of from.entries()) {
    await db.run(copyFormer(table, count === 0 ? scoresTable(n) : headTable(n, index + 1)), { signal });
  }
  const { features } = record;
  const outputs = count === 0 ? [record] : record.heads;
  return outputs.map(({ output, scoredRows, missingRows, nonFiniteRows }) => {
    return { ...nothingScored, scoredRows, missingRows, nonFiniteRows, features, output };
  });
}
