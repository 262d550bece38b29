import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelPage } from '../../../electron/engine/models/modelPage';
import { modelPageSchema } from '../../../shared/models/modelSchemas';
import { caseFolder, opened, openFiles } from '../session/caseFolder';
import { fixtureCase, fixtureFile, fixtureRows, named } from './support';

const forest = '  - { name: forest, file: m.txt, format: lightgbm, missing: { ctr: 0 } }';

describe('the page of a model', () => {
  it('counts what the log gives each input of a forest', async () => {
    const more = '  defaults: { age: 399 }\n';
    const { session } = await openFiles({ ...fixtureCase(forest, more), 'm.txt': fixtureFile('lgb_categorical.txt') });
    const page = modelPageSchema.parse(await modelPage(session, named(session, 'forest')));
    const rows = fixtureRows.length;
    const column = (at: number) => fixtureRows.map((row) => row[at]!);
    const missing = (at: number) => column(at).filter(Number.isNaN).length;
    expect(page.inputs!.map(({ name, filled, nulls, nans }) => [name, filled, nulls + nans])).toEqual(
      ['price', 'ctr', 'age', 'sparse', 'brand', 'city'].map((name, at) => [name, rows - missing(at), missing(at)]),
    );
    expect(page.inputs![1]).toMatchObject({ missing: 0, default: null, source: 'logged', type: 'float64', values: 1 });
    expect(page.inputs![1]!.atDefault).toBe(column(1).filter((value) => value === 0).length);
    expect(page.inputs![2]).toMatchObject({
      default: 399,
      atDefault: column(2).filter((value) => value === 399).length,
    });
    expect(page.inputs![0]!.atDefault).toBeNull();
    expect(page.unused).toEqual(['extra']);
    expect(page).toMatchObject({ state: 'ready', format: 'LightGBM v4', output: 'prediction', rows, scoredRows: rows });
    expect(page.forest).toMatchObject({ trees: 8, objective: 'regression', link: 'none', features: 6 });
    expect(page.sha256).toBe(createHash('sha256').update(fixtureFile('lgb_categorical.txt')).digest('hex'));
    expect([page.bytes, page.changed]).toEqual([fixtureFile('lgb_categorical.txt').length, false]);
  });

  it('says that the file changed or went since the session was built', async () => {
    const { session, folder } = await openFiles({ ...fixtureCase(forest), 'm.txt': fixtureFile('lgb_full.txt') });
    const file = path.join(folder, 'm.txt');
    const { sha256 } = await modelPage(session, named(session, 'forest'));
    writeFileSync(file, fixtureFile('lgb_zero.txt'));
    expect(await modelPage(session, named(session, 'forest'))).toMatchObject({ changed: true, sha256 });
    rmSync(file);
    const gone = await modelPage(session, named(session, 'forest'));
    expect(gone).toMatchObject({ bytes: null, changed: null, sha256, forest: null, inputs: null });
    expect(gone.contentReason).toMatch(/m\.txt does not exist/);
  });

  it('tells why a file or its inputs cannot be told', async () => {
    const models = `  - { name: broken, file: broken.txt, format: lightgbm }
  - { name: hungry, file: hungry.txt, format: lightgbm, rename: { price: prize } }
  - { name: scores, file: scores.csv }`;
    const { session } = await openFiles({
      ...fixtureCase(models),
      'broken.txt': fixtureFile('lgb_full.txt').subarray(0, 3000),
      'hungry.txt': fixtureFile('lgb_full.txt'),
      'scores.csv': 'request,item,score\nq,i0,1\nq,i1,2\nq,zz,3\n',
    });
    const broken = await modelPage(session, named(session, 'broken'));
    expect(broken).toMatchObject({ state: 'failed', forest: null, inputs: null, inputsReason: null });
    expect(broken.contentReason).toMatch(/broken\.txt.*line/);
    const hungry = await modelPage(session, named(session, 'hungry'));
    expect(hungry).toMatchObject({ state: 'failed', contentReason: null, inputs: null });
    expect(hungry.inputsReason).toMatch(/needs the feature "prize".*nearest name is "price"/);
    expect(hungry.forest!.trees).toBe(6);
    const scores = await modelPage(session, named(session, 'scores'));
    expect(scores).toMatchObject({ kind: 'scores', scoredRows: 2, extraRows: 1, contentReason: null, inputs: null });
    for (const page of [broken, hungry, scores]) modelPageSchema.parse(page);
  });

  it('shows an array of the log as one input, and the features of a request', async () => {
    const yaml = `rankscope: 1
name: arrays
log: { path: log.ndjson, columns: { request: q, item: d } }
features: { columns: [f_a], arrays: [{ column: emb, length: 2 }] }
models:
  - { name: m, file: m.onnx, inputs: { X: { column: [emb, f_a] } } }
`;
    const lines = [
      { q: '1', d: 'a', f_a: 1, emb: [1, 2] },
      { q: '1', d: 'b', f_a: null, emb: [3, 4] },
      { q: '2', d: 'c', f_a: 2, emb: null },
    ];
    const log = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`;
    const onnx = readFileSync('test/fixtures/mlflow/onnx/model.onnx');
    const { session } = await openFiles({ 'case.yaml': yaml, 'log.ndjson': log, 'm.onnx': onnx });
    const { inputs, graph, output, tensors } = await modelPage(session, named(session, 'm'));
    expect(inputs!.map(({ name, column, values, filled, nulls }) => [name, column, values, filled, nulls])).toEqual([
      ['X[0]', 'emb', 2, 2, 1],
      ['X[2]', 'f_a', 1, 2, 1],
    ]);
    expect(output).toBe('score');
    expect(tensors!.inputs).toEqual([{ name: 'X', type: 'float32', shape: ['rows', 3] }]);
    expect(graph!.parameters).toBe(3);
  });

  it('knows MLflow folders and counts the rows of the training window', async () => {
    const yaml = `rankscope: 1
name: mlflow
log: { path: log.csv, columns: { request: q, item: d, time: at } }
features: ["f_*"]
models: [{ name: m, file: model, trained: { from: 2026-05-02, to: 2026-05-03 } }]
`;
    const log = `q,d,at,f_price,f_age,f_ctr
1,a,2026-05-01T10:00:00Z,2,4,1
2,b,2026-05-02T10:00:00Z,0,8,3
3,c,2026-05-03T23:00:00Z,0,8,3
4,d,2026-05-04T00:00:00Z,0,8,3
`;
    const { folder, cacheDir } = caseFolder({ 'case.yaml': yaml, 'log.csv': log });
    cpSync('test/fixtures/mlflow/lightgbm', path.join(folder, 'model'), { recursive: true });
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    const page = await modelPage(session, named(session, 'm'));
    expect(page).toMatchObject({ kind: 'lightgbm', mlflow: true, file: 'model/model.lgb', state: 'ready' });
    expect(page.trained).toEqual({ from: '2026-05-02', to: '2026-05-03', label: null, rows: 2 });
    expect(session.meta.checks.find(({ id }) => id === 'training_window:m')!.count).toBe(page.trained!.rows);
    expect(page.inputs!.map(({ name }) => name)).toEqual(['f_ctr', 'f_price', 'f_age']);
  });
});
