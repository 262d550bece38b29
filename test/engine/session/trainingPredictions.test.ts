import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLoader } from '../../../electron/engine/db/open';
import { openCase } from '../../../electron/engine/session/openCase';
import { openSessionFile } from '../../../electron/engine/session/openSessionFile';
import { quantileGlobal } from '../../../shared/blend/normalize';
import { fixtureFolder, inputRows } from '../../unit/trees/support/fixtures';
import { caseFolder, opened, openFiles, writeFiles } from './caseFolder';

const caseText = (models: string) => `rankscope: 1
name: training
log: { path: log.csv, columns: { request: q, item: d } }
models:
  - { name: a, file: a.csv }
  - { name: b, file: b.csv }
${models}`;
const blend = (keys: string) => `  - { name: both, blend: ${keys} }\n`;
const quantile = 'normalize: quantile_global, training: train.csv';
const files = {
  'log.csv': 'q,d\n1,x\n1,y\n2,x\n2,z\n',
  'a.csv': 'q,d,score\n1,x,0.05\n1,y,0.005\n2,x,0.2\n',
  'b.csv': 'q,d,score\n1,x,3\n1,y,1\n2,x,2\n2,z,2\n',
  'train.csv': 'a,b,note\n0.05,2,first\n0.01,,\n0.2,1,\n0.02,2,\n0.1,4,\n',
};

async function open(models: string, more: Record<string, string> = {}) {
  const found = await openFiles({ 'case.yaml': caseText(models), ...files, ...more });
  const shares = async (table: string) => (await found.rows(`SELECT score FROM ${table}`)).map(({ score }) => score);
  return { ...found, shares, both: found.session.models[2]! };
}

describe('a blend of shares of training predictions', () => {
  it('has the value of the worked example, and none without a score', async () => {
    const { shares, both } = await open(blend(`{ a: 1 }, blending: { ${quantile} }`));
    expect(await shares('scores_3')).toEqual([0.6, 0, 1, null]);
    expect(both).toMatchObject({ state: 'ready', scoredRows: 3, missingRows: 1 });
  });

  it('weighs each model by its own column, and keeps the shares of those that weigh nothing', async () => {
    const { shares, rows } = await open(blend(`{ a: 0, b: 2 }, blending: { ${quantile} }`));
    expect(await shares('quantiles_3_1')).toEqual([0.6, 0, 1, null]);
    expect(await shares('quantiles_3_2')).toEqual([0.75, 0.25, 0.75, 0.75]);
    expect(await shares('scores_3')).toEqual([1.5, 0.5, 1.5, 1.5]);
    expect(await shares('scores_2')).toEqual([3, 1, 2, 2]);
    expect(
      await rows(
        "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%steps%' OR table_name LIKE 'training%'",
      ),
    ).toEqual([]);
  });

  it('does without a model that weighs nothing and has no scores', async () => {
    const { both, shares, rows } = await open(blend(`{ b: 0, a: 1 }, blending: { ${quantile} }`), {
      'b.csv': 'q,d\n1,x\n',
    });
    expect(both.state).toBe('ready');
    expect(await shares('scores_3')).toEqual([0.6, 0, 1, null]);
    expect(await rows("SELECT table_name AS name FROM duckdb_tables() WHERE table_name LIKE 'quantiles%'")).toEqual([
      { name: 'quantiles_3_2' },
    ]);
  });

  it('multiplies shares, of which 0 has a finite logarithm', async () => {
    const { shares } = await open(blend(`{ a: 1, b: 0.5 }, blending: { value: product, ${quantile} }`));
    const term = (p: number) => Math.log(p + 1e-9);
    const expected = [term(0.6) + 0.5 * term(0.75), term(0) + 0.5 * term(0.25), term(1) + 0.5 * term(0.75)];
    const found = await shares('scores_3');
    for (const [row, value] of expected.entries()) expect(found[row]).toBeCloseTo(value, 12);
    expect(found[3]).toBeNull();
  });

  it('reads several files of any table format, numbers in text included', async () => {
    const more = {
      'train-1.ndjson': '{"a":"0.01"}\n{"a":"0.02"}\n',
      'train-2.ndjson': '{"a":"0.05"}\n{"a":0.1}\n{"a":0.2}\n',
    };
    const blending = '{ normalize: quantile_global, training: train-*.ndjson }';
    const { shares } = await open(blend(`{ a: 1 }, blending: ${blending}`), more);
    expect(await shares('scores_3')).toEqual([0.6, 0, 1, null]);
  });

  it('takes the rows of TREC runs', async () => {
    const { rows } = await openFiles({
      'case.yaml': `rankscope: 1
name: trec
log: { format: trec }
judgments: qrels.txt
models:
  - { name: a, file: a.run }
${blend(`{ a: 1 }, blending: { ${quantile} }`)}`,
      'qrels.txt': '1 0 d1 2\n',
      'a.run': '1 Q0 d1 1 0.05 A\n1 Q0 d2 2 0.005 A\n',
      'train.csv': files['train.csv'],
    });
    expect(await rows('FROM scores_2')).toEqual([
      { row_id: 0, score: 0.6 },
      { row_id: 1, score: 0 },
    ]);
  });

  it.each([
    ['a,c\n1,2\n', 'blending.training: there is no column "b" in train.csv'],
    ['a,b\n1,\n2,\n', 'the column "b" of train.csv has no number in its 2 rows'],
    ['a,b\n', 'has no number in its 0 rows'],
    ['a,b\n1,high\n2,low\n', 'the column "b" of train.csv holds "high", which is not a number'],
    ['a,b\n1,2026-01-01\n', 'the column "b" of train.csv holds '],
    ['', 'train.csv'],
  ])('fails alone, in words, where they cannot be used: %j', async (training, message) => {
    const { session, both, rows } = await open(blend(`{ a: 1, b: 1 }, blending: { ${quantile} }`), {
      'train.csv': training,
    });
    expect(session.models.map(({ state }) => state)).toEqual(['ready', 'ready', 'failed']);
    expect(both.reason).toContain(message);
    expect(await rows("FROM duckdb_tables() WHERE table_name LIKE 'quantiles%' OR table_name = 'scores_3'")).toEqual(
      [],
    );
  });

  it('needs its file', async () => {
    const models = blend('{ a: 1 }, blending: { normalize: quantile_global, training: absent.csv }');
    await expect(open(models)).rejects.toThrow(/absent\.csv/);
  });
});

const names = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
const logged = inputRows().filter((row) => row.every(Number.isFinite));
const ofTrees = {
  'case.yaml': `rankscope: 1
name: trees
log: { path: log.csv, columns: { request: q, item: d } }
features: [${names.join(', ')}]
models:
  - { name: m, file: m.txt, format: lightgbm, objectives: { a: "prediction[0]", b: "raw[1]" }, blend: { a: 1, b: 2 }, blending: { ${quantile} } }
`,
  'log.csv': [`q,d,${names.join()}`, ...logged.map((row, at) => `${at % 3},d${at},${row.join()}`)].join('\n'),
  'm.txt': readFileSync(path.join(fixtureFolder, 'lgb_multiclass.txt')),
  'train.csv': 'a,b\n0.2,-1\n0.3,-2\n0.5,0.5\n',
};

describe('objectives as shares of training predictions', () => {
  it('are blended anew, and no objective is scored again, when the training predictions change', async () => {
    const { folder, cacheDir } = caseFolder(ofTrees);
    const { session } = await openCase({ path: folder, cacheDir });
    const { key, heads } = session.models[0]!;
    await session.close();
    const same = await openCase({ path: folder, cacheDir });
    expect(same.rebuilt).toBe(false);
    await same.session.close();
    const database = await openLoader(session.file);
    for (const k of [1, 2]) await database.run({ text: `UPDATE scores_1_${k} SET score = score + 100` });
    await database.close();
    const training = [100.4, 100.3, 98, 101];
    writeFiles(folder, { 'train.csv': `a,b\n${training.map((p) => `${p},${p}\n`).join('')}` });
    const again = await opened({ path: folder, cacheDir });
    expect(again.rebuilt).toBe(true);
    expect(again.session.models[0]!.heads).toEqual(heads);
    expect(again.session.models[0]!.key).not.toBe(key);
    const columns = await again.session.db.readRows({
      text: 'SELECT a.score AS a, b.score AS b, m.score AS m FROM scores_1_1 a JOIN scores_1_2 b USING (row_id) JOIN scores_1 m USING (row_id) ORDER BY row_id',
    });
    const [a, b, m] = ['a', 'b', 'm'].map((name) => columns.map((row) => Number(row[name])));
    expect(Math.min(...a!)).toBeGreaterThan(99);
    const sorted = training.sort((left, right) => left - right);
    const [ofA, ofB] = [quantileGlobal(a!, sorted), quantileGlobal(b!, sorted)];
    expect(new Set(m).size).toBeGreaterThan(1);
    expect(m).toEqual(a!.map((_, row) => ofA[row]! + 2 * ofB[row]!));
    expect(again.session.meta.inputs.map((each) => each.path)).toContain('train.csv');
  });

  it('stay in a session file that is opened without its case', async () => {
    const { folder, cacheDir } = caseFolder(ofTrees);
    const { session } = await openCase({ path: folder, cacheDir });
    await session.close();
    const alone = await openSessionFile(session.file);
    expect((await alone.db.readRows({ text: 'SELECT score FROM quantiles_1_2' })).length).toBe(logged.length);
    await alone.close();
  });

  it('fail without scoring where the training predictions cannot be used', async () => {
    const { session, rows } = await openFiles({ ...ofTrees, 'train.csv': 'a,c\n1,2\n' });
    expect(session.models[0]).toMatchObject({ state: 'failed', heads: [] });
    expect(session.models[0]!.reason).toContain('there is no column "b" in train.csv');
    expect(await rows("FROM duckdb_tables() WHERE table_name LIKE 'scores%'")).toEqual([]);
  });
});
