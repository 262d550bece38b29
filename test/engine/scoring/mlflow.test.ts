import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMlflow } from '../../../electron/engine/case/mlflowFolder';
import { caseFolder, opened, temporaryFolder } from '../session/caseFolder';

const fixtures = path.resolve('test/fixtures/mlflow');
const names = ['f_ctr', 'f_price', 'f_age'];
const log = 'q,d,f_price,f_age,f_ctr\n1,a,2,4,1\n1,b,0,8,3\n';

async function openWith(model: string, change: (folder: string) => void = () => {}, more = '') {
  const yaml = `rankscope: 1
name: mlflow
log: { path: log.csv, columns: { request: q, item: d } }
features: ["f_*"]
models: [{ name: m, file: models/${model}${more} }]
`;
  const { folder, cacheDir } = caseFolder({ 'case.yaml': yaml, 'log.csv': log });
  mkdirSync(path.join(folder, 'models'));
  cpSync(path.join(fixtures, model), path.join(folder, 'models', model), { recursive: true });
  change(path.join(folder, 'models', model));
  const open = () => opened({ path: folder, cacheDir });
  const { session } = await open();
  return { record: session.models[0]!, session, folder, open };
}

describe('MLflow model folders', () => {
  it.each([
    ['onnx', 'model.onnx'],
    ['lightgbm', 'model.lgb'],
    ['xgboost', 'model.ubj'],
  ])('of the flavor %s lead to their file and the order of features', async (kind, file) => {
    const folder = path.join(fixtures, kind);
    expect(await readMlflow(folder)).toEqual({
      file: path.join(folder, file),
      kind,
      description: path.join(folder, 'MLmodel'),
      features: names,
    });
  });

  it('are scored by the signature, whatever the order of the log', async () => {
    const { record, session } = await openWith('onnx');
    expect(record).toMatchObject({ kind: 'onnx', file: 'models/onnx/model.onnx', state: 'ready', features: names });
    expect(await session.db.readRows({ text: 'SELECT score FROM scores_1 ORDER BY row_id' })).toEqual([
      { score: 1 - 0.5 * 2 + 0.25 * 4 },
      { score: 3 + 0.25 * 8 },
    ]);
  });

  it('can have objectives, as the file in them could', async () => {
    const heads = ', objectives: { margin: "raw[0]", score: "prediction[0]" }, blend: { margin: 1, score: 2 }';
    const { record, session } = await openWith('lightgbm', () => {}, heads);
    expect(record).toMatchObject({ kind: 'lightgbm', state: 'ready', reason: null, features: names });
    expect(record.heads.map(({ name, output }) => [name, output])).toEqual([
      ['margin', 'raw[0]'],
      ['score', 'prediction[0]'],
    ]);
    const scores =
      'SELECT m.score AS margin, s.score AS score, b.score AS blend FROM scores_1_1 m JOIN scores_1_2 s USING (row_id) JOIN scores_1 b USING (row_id)';
    const rows = await session.db.readRows({ text: scores });
    expect(rows.length).toBe(2);
    for (const row of rows) {
      expect(row.blend).toBe(Number(row.margin) + 2 * Number(row.score));
    }
  });

  it('follow features: of the case before the signature', async () => {
    const { record } = await openWith('onnx', () => {}, ', features: [f_age, f_price, f_ctr]');
    expect(record.features).toEqual(['f_age', 'f_price', 'f_ctr']);
  });

  it('are built again when MLmodel changes', async () => {
    const { record, session, folder, open } = await openWith('onnx');
    await session.close();
    const file = path.join(folder, 'models/onnx/MLmodel');
    const text = readFileSync(file, 'utf8')
      .replace('f_ctr', 'f_age')
      .replace(/(f_price.*)f_age/s, '$1f_ctr');
    writeFileSync(file, text);
    const { session: next, rebuilt } = await open();
    expect(rebuilt).toBe(true);
    expect(next.models[0]!.features).not.toEqual(record.features);
  });

  it.each([
    ['sklearn', () => {}, /holds the flavors python_function, sklearn; of onnx, lightgbm, xgboost one is needed\. Log/],
    [
      'onnx',
      edit('data: model.onnx', 'data: ../../log.csv'),
      /model file "\.\.\/\.\.\/log\.csv" lies outside of the folder/,
    ],
    ['onnx', edit('data: model.onnx', 'data: /etc/passwd'), /"\/etc\/passwd" lies outside of the folder/],
    ['onnx', edit('data: model.onnx', 'data: gone.onnx'), /"gone\.onnx" does not exist/],
    ['onnx', edit('data: model.onnx', 'data: .'), /"\." is not a plain file/],
    ['onnx', edit('data: model.onnx', 'wrong: 1'), /the flavor onnx does not say which file/],
    ['onnx', edit(/^.*$/s, 'flavors: [1'), /MLmodel: it is not valid YAML/],
    ['onnx', edit(/^.*$/s, 'flavors: 3'), /does not describe a model/],
    ['onnx', edit("inputs: '[", "inputs: '{"), /inputs of its signature are not JSON/],
    ['onnx', edit(/$/, `\nx: ${'a'.repeat(1_100_000)}`), /larger than 1 MB/],
    ['onnx', linkOutside, /lies outside of the folder/],
  ])('that cannot be read are refused with a reason, and the case opens (%#)', async (model, change, reason) => {
    const { record } = await openWith(model, change);
    expect(record).toMatchObject({ kind: 'mlflow', state: 'failed' });
    expect(record.reason).toMatch(reason);
  });

  it('without MLmodel are told apart from other folders', async () => {
    await expect(readMlflow(temporaryFolder())).rejects.toMatchObject({
      message: expect.stringMatching(/without a file "MLmodel"/),
    });
  });
});

function edit(from: string | RegExp, to: string): (folder: string) => void {
  return (folder) => {
    const file = path.join(folder, 'MLmodel');
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };
}

function linkOutside(folder: string): void {
  symlinkSync(path.resolve('test/fixtures/onnx/half.onnx'), path.join(folder, 'link.onnx'));
  edit('data: model.onnx', 'data: link.onnx')(folder);
}
