import { copyFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import type { Batch, ModelSignature } from '../../../electron/engine/scoring/modelRuntime';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { expectedOf, fixtureFolder, inputRows } from '../../unit/trees/support/fixtures';
import { caseOf, logFeatures, type ModelText, readScores, withSession } from './support/scoringCase';
import { smallSample } from './support/smallSample';

const names = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];
const rows = inputRows().filter((row) => !row.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY));
const three: ModelText = {
  name: 'classes',
  file: 'lgb_multiclass.txt',
  format: 'lightgbm',
  objectives: { first: 'prediction[0]', second: 'prediction[1]', margin: 'raw[2]' },
  blend: { first: 0.5, margin: -2 },
};

function score<T>(models: ModelText[], look: (db: Database, records: Awaited<ReturnType<typeof scoreModels>>) => T) {
  return withSession(async (db, sessionDir) => {
    await logFeatures(db, names, rows, 'DOUBLE');
    const input = { db, case: caseOf(models), folder: fixtureFolder, sessionDir, union: false };
    return look(db, await scoreModels(input));
  });
}

async function readHead(db: Database, n: number, k: number): Promise<number[]> {
  const found = await db.readRows({ text: `SELECT score FROM scores_${n}_${k} ORDER BY row_id` });
  return found.map((row) => Number(row.score));
}

const reasons = (models: ModelText[]) => score(models, (_, records) => records.map(({ reason }) => reason));

describe('a model of several objectives', () => {
  it('has the scores of each objective, and their blend', async () => {
    await score([three], async (db, [record]) => {
      expect(record).toMatchObject({ state: 'ready', output: null, scoredRows: rows.length, features: names });
      expect(record!.heads.map(({ k, name, output, scoredRows }) => [k, name, output, scoredRows])).toEqual([
        [1, 'first', 'prediction[0]', rows.length],
        [2, 'second', 'prediction[1]', rows.length],
        [3, 'margin', 'raw[2]', rows.length],
      ]);
      const { prediction, raw, inputs } = expectedOf('lgb_multiclass');
      const all = inputRows(inputs).map(String);
      const wanted = rows.map((row) => all.indexOf(String(row)));
      const [first, , margin] = [await readHead(db, 1, 1), await readHead(db, 1, 2), await readHead(db, 1, 3)];
      wanted.forEach((at, row) => {
        expect(first![row]).toBeCloseTo(prediction[at]![0]!, 12);
        expect(margin![row]).toBeCloseTo(raw[at]![2]!, 12);
      });
      expect(await readScores(db, 1)).toEqual(wanted.map((_, row) => 0.5 * first![row]! + -2 * margin![row]!));
    });
  });

  it('takes the classes of an XGBoost model as objectives', async () => {
    const classes = { zero: 'prediction[0]', two: 'prediction[2]' };
    const model = { name: 'x', file: 'xgb_softprob.json', format: 'xgboost', objectives: classes, features: names };
    await score([model], async (db, [record]) => {
      expect(record).toMatchObject({ reason: null, heads: [{ output: 'prediction[0]' }, { output: 'prediction[2]' }] });
      const { prediction, inputs } = expectedOf('xgb_softprob');
      const all = inputRows(inputs).map(String);
      const [zero, two] = [await readHead(db, 1, 1), await readHead(db, 1, 2)];
      const compared = rows.flatMap((row, at) => (all.includes(String(row)) ? [[at, all.indexOf(String(row))]] : []));
      expect(compared.length).toBeGreaterThan(20);
      for (const [row, at] of compared) {
        expect(zero[row!]).toBeCloseTo(prediction[at!]![0]!, 6);
        expect(two[row!]).toBeCloseTo(prediction[at!]![2]!, 6);
      }
      expect(await readScores(db, 1)).toEqual(rows.map((_, row) => zero[row]! + two[row]!));
    });
  });

  it('says which objective has no output in the file, and what there is', async () => {
    const [absent, beyond, whole] = await reasons([
      { ...three, objectives: { click: 'click_prob' }, blend: undefined },
      { ...three, objectives: { click: 'raw[3]' }, blend: undefined },
      { ...three, objectives: { click: 'raw' }, blend: undefined },
    ] as ModelText[]);
    const subject = 'The objective "click" of lgb_multiclass.txt cannot be scored:';
    expect(absent).toBe(`${subject} it has no output "click_prob"; its outputs are "prediction", "raw".`);
    expect(beyond).toBe(`${subject} the output "raw" has 3 columns, so there is no raw[3].`);
    expect(whole).toBe(`${subject} the output "raw" has 3 values a row; choose one, for example raw[0].`);
  });

  it('leaves no table behind when one of its objectives fails', async () => {
    await score([{ ...three, objectives: { first: 'raw[0]', second: 'raw[9]' }, blend: { first: 1 } }], async (db) => {
      const tables = await db.readRows({
        text: "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'scores%'",
      });
      expect(tables).toEqual([]);
    });
  });

  it('refuses objectives of a file of scores', async () => {
    await withSession(async (db, folder) => {
      await copyFile(path.join(smallSample, 'data/popularity.csv'), path.join(folder, 'p.csv'));
      const models = [{ name: 'p', file: 'p.csv', format: 'scores', objectives: { click: 'score' } }];
      const [record] = await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: false });
      expect(record!.reason).toContain('p.csv is a file of scores, and objectives are outputs of an ONNX');
    });
  });

  it('goes on where a cancelled scoring of all its objectives stopped', async () => {
    await withSession(async (db, sessionDir) => {
      await db.run({
        text: 'CREATE TABLE features_logged AS SELECT i::INTEGER AS row_id, i::DOUBLE AS f FROM range(140000) t(i)',
      });
      const signature: ModelSignature = {
        inputs: [{ name: 'X', type: 'float64', shape: [null, 1] }],
        outputs: ['click', 'order'].map((name) => ({ name, type: 'float64', shape: [null] })),
        features: ['f'],
        zipMaps: [],
      };
      let calls = 0;
      const runtime = (stop?: AbortController) =>
        new LocalRuntime(async () => ({
          signature,
          run: async ({ inputs, outputs }: Batch) => {
            if (++calls === 12) stop?.abort();
            return outputs.map((_, at) => Float64Array.from(inputs[0]!.data as Float64Array, (x) => x * (at + 1)));
          },
          release: async () => {},
        }));
      const model = { name: 'm', file: 'models/baseline.onnx', format: 'onnx', objectives: { c: 'click', o: 'order' } };
      const input = { db, case: caseOf([model]), folder: smallSample, sessionDir, union: false, tablesKey: 't' };
      const stop = new AbortController();
      await expect(scoreModels({ ...input, runtime: runtime(stop), signal: stop.signal })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(await readdir(path.join(sessionDir, 'scoring.partial'))).toHaveLength(1);
      calls = 0;
      const [record] = await scoreModels({ ...input, runtime: runtime() });
      expect(record).toMatchObject({ state: 'ready', scoredRows: 140_000 });
      expect(calls).toBe(Math.ceil(140_000 / 8192) - 8);
      const off = await db.readOne({
        text: 'SELECT count(*)::DOUBLE AS n FROM scores_1 WHERE rowid <> row_id OR score IS DISTINCT FROM 3 * row_id',
      });
      expect(off!.n).toBe(0);
    });
  });
});

describe('a blend of models', () => {
  const one: ModelText = { name: 'one', file: 'lgb_regression.txt', format: 'lightgbm' };

  it('weighs models, objectives and other blends, wherever they stand', async () => {
    const models = [
      { name: 'outer', blend: { inner: 2, 'classes:second': 1 } },
      { name: 'inner', blend: { one: 1, classes: 0, 'classes:first': -1 } },
      one,
      three,
    ];
    await score(models, async (db, records) => {
      expect(records.map(({ n, kind, state }) => [n, kind, state])).toEqual([
        [1, 'blend', 'ready'],
        [2, 'blend', 'ready'],
        [3, 'lightgbm', 'ready'],
        [4, 'lightgbm', 'ready'],
      ]);
      const [first, second, alone] = [await readHead(db, 4, 1), await readHead(db, 4, 2), await readScores(db, 3)];
      const inner = rows.map((_, row) => alone[row]! + -1 * first[row]!);
      expect(await readScores(db, 2)).toEqual(inner);
      expect(await readScores(db, 1)).toEqual(rows.map((_, row) => 2 * inner[row]! + second[row]!));
    });
  });

  it('says which of its models is missing, or failed and why', async () => {
    const found = await reasons([
      { name: 'a', blend: { broken: 1 } },
      { name: 'b', blend: { 'broken:click': 1, one: 1 } },
      { name: 'c', blend: { nobody: 1 } },
      { name: 'd', blend: { a: 1 } },
      { name: 'e', blend: { f: 1 } },
      { name: 'f', blend: { e: 1 } },
      { ...three, name: 'broken', objectives: { click: 'x' }, blend: { click: 1 } },
      one,
    ]);
    expect(found[0]).toMatch(/^"a" blends "broken", which has no scores\. The objective "click" .* no output "x"/);
    expect(found[1]).toMatch(/^"b" blends "broken:click", which has no scores\. The objective "click"/);
    expect(found[2]).toBe('"c" blends "nobody", which is no model of this case.');
    expect(found[3]).toMatch(/^"d" blends "a", which has no scores\. "a" blends "broken"/);
    expect(found.slice(4, 6).every((reason) => reason?.includes('blends'))).toBe(true);
    expect(found[7]).toBeNull();
  });

  it('has a key of the scores and weights in it, and of nothing else', async () => {
    const keysOf = (models: ModelText[]) =>
      score(models, (_, records) => records.map(({ key, heads }) => ({ key, heads })));
    const blend = (name: string, of: object): ModelText => ({ name, blend: of });
    const [weights, heavier, renamed] = [
      await keysOf([three, blend('x', { classes: 1, 'classes:first': 2 })]),
      await keysOf([{ ...three, blend: { first: 3 } }, blend('x', { classes: 1, 'classes:first': 2 })]),
      await keysOf([
        blend('y', { other: 1, 'other:1st': 2 }),
        {
          ...three,
          name: 'other',
          objectives: { '1st': 'prediction[0]', second: 'prediction[1]', margin: 'raw[2]' },
          blend: { '1st': 0.5, margin: -2 },
        },
      ]),
    ];
    expect(heavier[0]!.heads.map(({ key }) => key)).toEqual(weights[0]!.heads.map(({ key }) => key));
    expect(heavier[0]!.key).not.toBe(weights[0]!.key);
    expect(heavier[1]!.key).not.toBe(weights[1]!.key);
    expect(renamed[1]!.key).toBe(weights[0]!.key);
    expect(renamed[0]!.key).toBe(weights[1]!.key);
  });
});
