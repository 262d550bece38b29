import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { createRunScores } from '../../../electron/engine/sql/scoring/runScores';
import { caseOf, withSession } from './support/scoringCase';

type Row = [request: string, item: string, score: string];

/** Two requests: q1 with a, b, c of the log and x of a run, q2 with a. */
async function prepare(db: Database, folder: string, run: Row[]): Promise<void> {
  await db.run({
    text: `CREATE TABLE impressions AS SELECT * FROM (VALUES
      (0, 'q1', 'a', true), (1, 'q1', 'b', true), (2, 'q1', 'c', true), (3, 'q1', 'x', false), (4, 'q2', 'a', true))
      t(row_id, request_id, item_id, in_log)`,
  });
  await db.run({ text: 'CREATE TABLE stage_run_1 (request_id VARCHAR, item_id VARCHAR, score DOUBLE)' });
  for (const row of run) {
    await db.run({ text: 'INSERT INTO stage_run_1 VALUES ($1, $2, $3::DOUBLE)', params: row });
  }
  await writeFile(path.join(folder, 'run.csv'), 'any');
}

function score(run: Row[], { union = false, format = 'scores' } = {}) {
  return withSession(async (db, folder) => {
    await prepare(db, folder, run);
    const models = [{ name: 'm', file: 'run.csv', format }];
    const [record] = await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union });
    const scores = record!.state === 'ready' ? await db.readRows({ text: 'FROM scores_1' }) : [];
    return { record: record!, scores: scores.map(({ row_id, score }) => [row_id, score]) };
  });
}

describe('score files and runs', () => {
  it('keeps every row of the log in row order', async () => {
    const { record, scores } = await score([
      ['q2', 'a', '0.5'],
      ['q1', 'c', '3'],
      ['q1', 'a', '1'],
      ['q1', 'z', '9'],
      ['q9', 'a', '9'],
    ]);
    expect(scores).toEqual([
      [0, 1],
      [1, null],
      [2, 3],
      [4, 0.5],
    ]);
    expect(record).toMatchObject({ state: 'ready', scoredRows: 3, missingRows: 1, extraRows: 2, nonFiniteRows: 0 });
  });

  it('lists exactly its own rows in a union', async () => {
    const { record, scores } = await score(
      [
        ['q1', 'x', '2'],
        ['q1', 'b', '1'],
      ],
      { union: true },
    );
    expect(scores).toEqual([
      [1, 1],
      [3, 2],
    ]);
    expect(record).toMatchObject({ scoredRows: 2, missingRows: 0, extraRows: 0 });
  });

  it('keeps scores in double precision', async () => {
    const { scores } = await score([['q1', 'a', '0.1234567890123456']]);
    expect(scores[0]).toEqual([0, 0.1234567890123456]);
  });

  it('counts scores that are no finite number', async () => {
    const { record, scores } = await score([
      ['q1', 'a', 'NaN'],
      ['q1', 'b', 'Infinity'],
      ['q1', 'c', '1'],
    ]);
    expect(scores.map(([, value]) => value)).toEqual([null, null, 1, null]);
    expect(record).toMatchObject({ scoredRows: 1, missingRows: 3, nonFiniteRows: 2 });
  });

  it('takes rows that say the same once', async () => {
    const run: Row[] = [
      ['q1', 'a', '1'],
      ['q1', 'b', '2'],
      ['q1', 'a', '1'],
      ['q1', 'a', '1'],
    ];
    const { record, scores } = await score(run);
    expect(scores).toHaveLength(4);
    expect(record).toMatchObject({ state: 'ready', scoredRows: 2, duplicateRows: 2 });
  });

  it('names the rows of a pair with two scores', async () => {
    const { record } = await score([
      ['q1', 'b', '2'],
      ['q1', 'a', '1'],
      ['q1', 'a', '1.5'],
    ]);
    expect(record.state).toBe('failed');
    expect(record.reason).toContain('scores the item "a" of the request "q1" twice, in its rows 2 and 3');
  });

  it('refuses any pair that a TREC run repeats', async () => {
    const run: Row[] = [
      ['q1', 'a', '1'],
      ['q1', 'a', '1'],
    ];
    expect((await score(run, { format: 'trec' })).record.reason).toContain('rows 1 and 2');
  });

  it('takes rows that the reader matched already', async () => {
    await withSession(async (db, folder) => {
      await prepare(db, folder, []);
      await db.run({ text: 'CREATE OR REPLACE TABLE stage_run_1 AS SELECT 3 AS row_id, 0.5::DOUBLE AS score' });
      const models = [{ name: 'm', file: 'run.csv', format: 'scores' }];
      await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: true });
      expect(await db.readRows({ text: 'FROM scores_1' })).toEqual([{ row_id: 3, score: 0.5 }]);
    });
  });

  it('says why a file was not read', async () => {
    await withSession(async (db, folder) => {
      await prepare(db, folder, []);
      const models = [
        { name: 'm', file: 'run.csv', format: 'scores' },
        { name: 'gone', file: 'gone.csv', format: 'scores' },
        { name: 'outside', file: '../run.csv', format: 'scores' },
      ];
      const records = await scoreModels({
        db,
        case: caseOf(models),
        folder,
        sessionDir: folder,
        union: false,
        stageErrors: new Map([[1, 'The column "score" is absent.']]),
      });
      expect(records.map(({ n, state }) => [n, state])).toEqual([
        [1, 'failed'],
        [2, 'failed'],
        [3, 'failed'],
      ]);
      expect(records[0]!.reason).toBe('The column "score" is absent.');
      expect(records[1]!.reason).toContain('gone.csv does not exist');
    });
  });

  it('keeps tables in row order where DuckDB need not keep insertion order', async () => {
    const db = await openLoader(null, { threads: 2 });
    await db.run({
      text: `SET preserve_insertion_order = false;
CREATE TABLE impressions AS SELECT i::INTEGER AS row_id, (i // 20)::VARCHAR AS request_id, i::VARCHAR AS item_id, true AS in_log FROM range(400000) t(i);
CREATE TABLE stage_run_1 AS SELECT request_id, item_id, random() AS score FROM impressions ORDER BY random()`,
    });
    await db.run(createRunScores(1, { key: 'ids', union: false, copies: false }));
    const off = await db.readOne({
      text: 'SELECT count(*)::DOUBLE AS off FROM scores_1 WHERE rowid <> row_id OR score IS NULL',
    });
    expect(off).toEqual({ off: 0 });
    await db.close();
  });
});
