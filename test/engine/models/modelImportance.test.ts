import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knownImportance } from '../../../electron/engine/models/modelImportance';
import { modelImportanceSchema } from '../../../shared/models/modelSchemas';
import { fixtureText } from '../../unit/trees/support/fixtures';
import { openFiles } from '../session/caseFolder';
import { fixtureCase, fixtureFile, fixtureRows, named } from './support';

interface Importance {
  gain: number[];
  split: number[];
  shap: number[][];
}
const { models } = JSON.parse(fixtureText('importance.json')) as { models: Record<string, Importance> };
const wish = (model: string, rows: number | null = null) => ({ model, rows, seed: 0 });

describe('importance of a model of the case', () => {
  it('is what the libraries say, over the same rows', async () => {
    const lines = `  - { name: lgb, file: lgb.txt, format: lightgbm }
  - { name: classes, file: classes.txt, format: lightgbm, output: "raw[2]" }
  - { name: xgb, file: xgb.json }`;
    const { session } = await openFiles({
      ...fixtureCase(lines),
      'lgb.txt': fixtureFile('lgb_categorical.txt'),
      'classes.txt': fixtureFile('lgb_multiclass.txt'),
      'xgb.json': fixtureFile('xgb_regression.json'),
    });
    for (const [name, fixture, output] of [
      ['lgb', 'lgb_categorical', 0],
      ['classes', 'lgb_multiclass', 2],
    ] as const) {
      const found = modelImportanceSchema.parse(await knownImportance(session, named(session, name), wish(name)));
      const { gain, split, shap } = models[fixture]!;
      expect(found).toMatchObject({
        sampledRows: fixtureRows.length,
        method: 'path-dependent TreeSHAP',
        gainReason: null,
      });
      ['price', 'ctr', 'age', 'sparse', 'brand', 'city'].forEach((feature, at) => {
        const own = found.features.find((each) => each.feature === feature)!;
        expect(own.splits).toBe(split[at]);
        expect(own.gain).toBeCloseTo(gain[at]!, 8);
        expect(own.shap).toBeCloseTo(shap[output]![at]!, 6);
        expect([own.se, own.columns]).toEqual([null, [feature]]);
      });
      const order = found.features.map(({ shap: value }) => value!);
      expect(order).toEqual(order.toSorted((a, b) => b - a));
    }
    const { features } = await knownImportance(session, named(session, 'xgb'), wish('xgb'));
    const gains = new Map(features.map(({ feature, gain }) => [feature, gain!]));
    expect(gains.get('city')! / models.xgb_regression!.gain[5]!).toBeCloseTo(1, 6);
  });

  it('draws the same rows for the same seed and states the error of the draw', async () => {
    const lines = '  - { name: lgb, file: lgb.txt, format: lightgbm }';
    const files = { ...fixtureCase(lines), 'lgb.txt': fixtureFile('lgb_regression.txt') };
    const [one, other] = [await openFiles(files), await openFiles(files)];
    const importance = ({ session }: typeof one, seed: number) =>
      knownImportance(session, named(session, 'lgb'), { model: 'lgb', rows: 8, seed });
    const found = await importance(one, 3);
    expect(found.sampledRows).toBe(8);
    expect(found.features[0]!.se).toBeGreaterThan(0);
    expect(await importance(other, 3)).toEqual(found);
    expect((await importance(one, 4)).features).not.toEqual(found.features);
  });

  it('takes rows of the log as background where the file holds no counts', async () => {
    const text = fixtureText('lgb_regression.txt').replaceAll(/^(internal_count|split_gain)=.*\n/gm, '');
    const lines = '  - { name: bare, file: bare.txt, format: lightgbm }';
    const { session } = await openFiles({
      ...fixtureCase(lines),
      'bare.txt': text.replaceAll(/^tree_sizes=.*\n/gm, ''),
    });
    const found = await knownImportance(session, named(session, 'bare'), wish('bare'));
    expect(found.method).toMatch(/^interventional TreeSHAP against \d+ rows of the log$/);
    expect(found.gainReason).toMatch(/does not tell/);
    expect(found.features.every(({ gain, splits, shap }) => gain === null && splits !== null && shap !== null)).toBe(
      true,
    );
  });

  // f = ctr - 0.5 price + 0.25 age: the value of a feature is its weight times (x - mean of the background).
  it('of a linear network is |weight| times the mean distance from the background', async () => {
    const rows = Array.from({ length: 24 }, (_, at) => [at % 5, (at * 7) % 11, at % 2]);
    const csv = rows.map(([ctr, price, age], at) => `1,i${at},${ctr},${price},${age}`).join('\n');
    const yaml = `rankscope: 1
name: linear
log: { path: log.csv, columns: { request: q, item: d } }
features: ["f_*"]
models: [{ name: m, file: m.onnx, features: [f_ctr, f_price, f_age] }]
`;
    const { session } = await openFiles({
      'case.yaml': yaml,
      'log.csv': `q,d,f_ctr,f_price,f_age\n${csv}\n`,
      'm.onnx': readFileSync('test/fixtures/mlflow/onnx/model.onnx'),
    });
    const found = await knownImportance(session, named(session, 'm'), wish('m'));
    // All 24 rows are drawn, and all 24 are the background.
    expect(found).toMatchObject({
      sampledRows: 24,
      method: 'Shapley values against 24 rows of the log',
      output: 'score',
    });
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    ['f_ctr', 'f_price', 'f_age'].forEach((feature, at) => {
      const values = rows.map((row) => row[at]!);
      const wanted = [1, 0.5, 0.25][at]! * mean(values.map((value) => Math.abs(value - mean(values))));
      expect(found.features.find((each) => each.feature === feature)!.shap).toBeCloseTo(wanted, 5);
    });
    expect(found.gainReason).toMatch(/not one forest of trees/);
  });

  it('says why a file of scores has none, keeps gains where rows cannot be attributed, and stops when cancelled', async () => {
    const lines = `  - { name: hungry, file: m.txt, format: lightgbm, rename: { price: prize } }
  - { name: fine, file: m.txt, format: lightgbm }
  - { name: scores, file: scores.csv }`;
    const { session } = await openFiles({
      ...fixtureCase(lines),
      'm.txt': fixtureFile('lgb_full.txt'),
      'scores.csv': 'request,item,score\nq,i0,1\nq,i1,2\n',
    });
    const scores = await knownImportance(session, named(session, 'scores'), wish('scores'));
    expect(scores).toMatchObject({ features: [], method: null, shapReason: expect.stringMatching(/file of scores/) });
    const hungry = await knownImportance(session, named(session, 'hungry'), wish('hungry'));
    expect(hungry).toMatchObject({ method: null, output: null, gainReason: null });
    expect(hungry.shapReason).toMatch(/needs the feature "prize"/);
    expect(hungry.features[0]!.gain).toBeGreaterThan(0);
    const controller = new AbortController();
    const progress = (done: number) => (done === 3 ? controller.abort() : expect(done).toBeLessThan(3));
    const call = knownImportance(session, named(session, 'fine'), wish('fine'), {
      signal: controller.signal,
      progress,
    });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });
});
