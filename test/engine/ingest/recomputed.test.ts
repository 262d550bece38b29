import { describe, expect, it } from 'vitest';
import { writeOnnx } from '../../../samples/tools/onnxWriter';
import { openFiles } from '../session/caseFolder';

const log = `q,d,f_a,f_b
1,x,1,10
1,y,2,
2,x,3,30
2,z,4,40
`;
const layers = [{ weights: [[1], [1]], bias: [0], activation: 'none' as const }];
const sum = writeOnnx({ name: 'sum', features: ['f_a', 'f_b'], layers });

const yaml = (recomputed: string, models = '') => `rankscope: 1
name: recomputed
log: { path: log.csv, columns: { request: q, item: d } }
features: ["f_*"]
recomputed: ${recomputed}
models: [{ name: logged, file: sum.onnx, missing: { f_b: 0 } }${models}]
`;
const both = `,
  { name: recomputed, file: sum.onnx, featuresFrom: recomputed },
  { name: first, file: sum.onnx, featuresFrom: logged-then-recomputed }`;

async function openWith(recomputed: string, files: Record<string, string>, models = '') {
  const all = { 'case.yaml': yaml(recomputed, models), 'log.csv': log, 'sum.onnx': sum, ...files };
  const { session, rows } = await openFiles(all);
  const scores = async (n: number) =>
    (await rows(`SELECT score FROM scores_${n} ORDER BY row_id`)).map(({ score }) => score);
  const check = (id: string) => session.meta.checks.find((each) => each.id === id);
  return { session, rows, scores, check };
}

describe('recomputed features', () => {
  // The rows stand in another order, one is missing, one is not of the log and one stands twice.
  const file = 'd,q,f_a,f_b\nz,2,5,50\nx,1,1,11\nx,1,9,99\ny,1,2,22\nw,7,0,0\n';

  it('from a file are matched by request and item', async () => {
    const { rows, check } = await openWith('{ path: again.csv }', { 'again.csv': file });
    expect(await rows('FROM features_recomputed')).toEqual([
      { row_id: 0, f_a: 1, f_b: 11 },
      { row_id: 1, f_a: 2, f_b: 22 },
      { row_id: 3, f_a: 5, f_b: 50 },
    ]);
    expect(check('recomputed_missing')).toMatchObject({
      severity: 'warns',
      count: 1,
      rows: [{ request_id: '2', item_id: 'x' }],
    });
    expect(check('recomputed_extra')).toMatchObject({ count: 1, rows: [{ request_id: '7', item_id: 'w' }] });
    expect(check('recomputed_twice')).toMatchObject({ count: 1 });
    expect(check('recomputed_names')).toBeUndefined();
  });

  it('are what a model takes that asks for them; rows without any have no score', async () => {
    const { session, scores } = await openWith('{ path: again.csv }', { 'again.csv': file }, both);
    expect(await scores(1)).toEqual([11, 2, 33, 44]);
    expect(await scores(2)).toEqual([12, 24, null, 55]);
    expect(await scores(3)).toEqual([11, 24, 33, 44]);
    expect(session.models[1]).toMatchObject({ state: 'ready', scoredRows: 3, missingRows: 1, nonFiniteRows: 0 });
    expect(session.case.unused).toEqual([]);
  });

  it('from SQL see only their tables', async () => {
    const files = { 'again.sql': 'SELECT q, d, f_a + 1 AS f_a FROM imp', 'imp.csv': log };
    const { scores, check } = await openWith('{ sql: again.sql, tables: { imp: imp.csv } }', files, both);
    // f_b was not recomputed, so the logged one is taken; where that is missing there is no score.
    expect(await scores(2)).toEqual([12, null, 34, 45]);
    expect(check('recomputed_names')).toMatchObject({ count: 1, rows: [{ feature: 'f_b', only_in: 'log' }] });
  });

  it.each([
    ['{ sql: again.sql, tables: { imp: log.csv } }', 'SELECT q, d, nope FROM imp', /again\.sql, line 1: .*nope/],
    ['{ sql: again.sql, tables: { imp: log.csv } }', 'DROP TABLE imp', /again\.sql must be one SELECT; it is DROP/],
    [
      '{ sql: again.sql, tables: { imp: log.csv } }',
      'SELECT f_a FROM imp',
      /recomputed: there is no column "request_id"/,
    ],
    [
      '{ sql: again.sql, tables: { imp: log.csv } }',
      "SELECT * FROM read_csv('/etc/passwd')",
      /again\.sql, line 1: Cannot access file "\/etc\/passwd".*\. Queries may read the tables of the case only/,
    ],
  ])(
    'that cannot be read are a check, and the models that ask for them say so (%#)',
    async (recomputed, sql, message) => {
      const { session, scores, check } = await openWith(recomputed, { 'again.sql': sql }, both);
      expect(check('recomputed_unread')?.detail).toMatch(message);
      expect(await scores(1)).toEqual([11, 2, 33, 44]);
      for (const model of session.models.slice(1)) {
        expect(model).toMatchObject({ state: 'failed' });
        expect(model.reason).toMatch(/asks for recomputed features, and the session has none\. Give them/);
      }
    },
  );
});
