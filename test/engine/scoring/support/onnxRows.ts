import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Database } from '../../../../electron/engine/db/database';
import { scoreModels } from '../../../../electron/engine/scoring/scoreModels';
import { caseOf, type ModelText, readScores, withSession } from './scoringCase';

/** Small models of every form of input, made by `make.py` beside them. */
export const onnxFixtures = path.resolve('test/fixtures/onnx');

interface Rows {
  log: Record<string, (number | boolean | string | number[] | null)[]>;
  /** Scores of ONNX Runtime, by model. */
  expected: Record<string, number[]>;
}

/** Rows of three requests (3, 1 and 6 items) and the published scores of each model for them. */
export const onnxRows: Rows = JSON.parse(readFileSync(path.join(onnxFixtures, 'rows.json'), 'utf8'));

const types: Record<string, string> = { fresh: 'BOOLEAN', brand: 'VARCHAR', history: 'DOUBLE[]' };

/** `features_logged` and `requests` of those rows. */
export async function logOnnxRows(db: Database): Promise<void> {
  const { request, ...features } = onnxRows.log;
  const names = Object.keys(features);
  const columns = names.map((name) => `${name} ${types[name] ?? 'DOUBLE'}`).join(', ');
  await db.run({ text: `CREATE TABLE features_logged (row_id INTEGER, ${columns})` });
  const values = request!.map(
    (_, row) => `(${[row, ...names.map((name) => literal(features[name]![row]))].join(', ')})`,
  );
  await db.run({ text: `INSERT INTO features_logged VALUES ${values.join(', ')}` });
  await db.run({
    text: `CREATE TABLE requests AS SELECT * FROM (VALUES (0, 0, 3), (1, 3, 1), (2, 4, 6)) t(request_index, first_row, rows)`,
  });
}

function literal(value: unknown): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `'${value}'`;
  return Array.isArray(value) ? `[${value.join(', ')}]` : String(value);
}

/** Scores one fixture over those rows; its record, and its scores where it has any. */
export function scoreFixture(name: string, more: Partial<ModelText> = {}, prepare?: (db: Database) => Promise<void>) {
  return withSession(async (db, sessionDir) => {
    await logOnnxRows(db);
    await prepare?.(db);
    const model = { name: 'm', file: `${name}.onnx`, format: 'onnx', ...more };
    const input = { db, case: caseOf([model]), folder: onnxFixtures, sessionDir, union: false };
    const [record] = await scoreModels(input);
    return { record: record!, scores: record!.state === 'ready' ? await readScores(db, 1) : [] };
  });
}
