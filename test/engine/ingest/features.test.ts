import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const yaml = (features: string) => `rankscope: 1
name: features
log: { path: log.ndjson, columns: { request: q, item: d } }
features:
${features}
`;
const log = [
  '{"q":"1","d":"a","ctx":{"user":{"age":30,"vip":true}},"m":{"x":1.5,"y":2},"j":"{\\"ctr\\": 0.5, \\"kind\\": \\"new\\"}","emb":[1,2,3],"hist":["p","q","r"],"flag":1,"n":"12"}',
  '{"q":"1","d":"b","ctx":{"user":{"age":40,"vip":false}},"m":{"x":3},"j":"not json","emb":[4,5],"hist":[],"flag":0,"n":"x"}',
].join('\n');

async function features(block: string) {
  const { rows, session } = await openFiles({ 'case.yaml': yaml(block), 'log.ndjson': log });
  return { rows: await rows('SELECT * EXCLUDE (row_id) FROM features_logged ORDER BY row_id'), meta: session.meta };
}

describe('features', () => {
  it('takes the fields of STRUCT columns', async () => {
    const { rows, meta } = await features('  structs: [ctx.user]');
    expect(rows).toEqual([
      { 'ctx.user.age': 30, 'ctx.user.vip': true },
      { 'ctx.user.age': 40, 'ctx.user.vip': false },
    ]);
    expect(meta.featureKinds).toEqual({ 'ctx.user.age': 'count', 'ctx.user.vip': 'bool' });
  });

  it('takes the keys of JSON text and of objects', async () => {
    const { rows } = await features('  maps: [{ column: j, keys: ["*"] }, { column: m, keys: [x] }]');
    expect(rows).toEqual([
      { 'j.ctr': 0.5, 'j.kind': 'new', 'm.x': 1.5 },
      { 'j.ctr': null, 'j.kind': null, 'm.x': 3 },
    ]);
  });

  it('spreads arrays and cuts lists', async () => {
    const { rows, meta } = await features(
      '  arrays: [{ column: emb, length: 3 }]\n  lists: [{ column: hist, max: 2 }]',
    );
    expect(rows).toEqual([
      { 'emb[0]': 1, 'emb[1]': 2, 'emb[2]': 3, hist: "['p', 'q']" },
      { 'emb[0]': 4, 'emb[1]': 5, 'emb[2]': null, hist: '[]' },
    ]);
    expect(meta.featureGroups).toEqual({ emb: ['emb[0]', 'emb[1]', 'emb[2]'] });
    expect(meta.checks).toMatchObject([{ id: 'array_length', count: 1 }]);
  });

  it('follows the declared types', async () => {
    const { rows } = await features('  columns: [flag, n]\n  types: { flag: bool, n: number }');
    expect(rows).toEqual([
      { flag: true, n: 12 },
      { flag: false, n: null },
    ]);
  });

  it('reads MAP columns and takes every key', async () => {
    const { rows } = await openFiles({
      'case.yaml': `rankscope: 1\nname: m\nlog: { sql: log.sql, tables: { t: t.csv }, columns: { request: q, item: d } }\nfeatures: { maps: [{ column: f, keys: ["*"] }] }\n`,
      'log.sql': `SELECT q, d, MAP {'a''b': v, 'c': v * 2} AS f FROM t`,
      't.csv': 'q,d,v\n1,x,0.5\n',
    });
    expect(await rows('FROM features_logged')).toEqual([{ row_id: 0, "f.a'b": 0.5, 'f.c': 1 }]);
  });

  it.each([
    ['  structs: [nothing]', /features.structs: there is no column "nothing"/],
    ['  structs: [q]', /features.structs: "q" is no STRUCT/],
    ['  maps: [{ column: q, keys: [zzz*] }]', /no key of "q" matches zzz\*/],
    ['  arrays: [{ column: q, length: 2 }]', /an array or list is expected/],
  ])('refuses %s', async (block, message) => {
    await expect(features(block)).rejects.toMatchObject({ code: 'input', message: expect.stringMatching(message) });
  });
});
