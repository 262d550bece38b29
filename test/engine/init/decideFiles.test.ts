import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { proposeCase } from '../../../electron/engine/ingest/init/proposeCase';
import { temporaryFolder } from '../session/caseFolder';
import { csv, lists, proposed, written } from './support';

const doc = (r: number, p: number) => `d${r * 10 + p}`;
const log = csv(
  lists(30, 4, ['qid', 'docid', 'rank', 'clicked', 'f_a'], (r, p) => [r, doc(r, p), p, p === 1 ? 1 : 0, p / 3]),
);
const run = (shift: number) => csv(lists(30, 4, ['qid', 'docid', 'score'], (r, p) => [r, doc(r, p + shift), 9 - p]));
const qrels = csv(lists(30, 4, ['qid', 'docid', 'grade'], (r, p) => [r, doc(r, p), p % 3]));
const items = csv([
  ['docid', 'title', 'price'],
  ...Array.from({ length: 500 }, (_, i) => [`d${i}`, `Item ${i}`, i * 2]),
]);

describe('files of a case', () => {
  it('are told apart by their columns', async () => {
    const found = await proposed({
      'log.csv': log,
      'runs/a.csv': run(0),
      'runs/b.csv': run(0),
      'grades.csv': qrels,
      'products.csv': items,
      'notes.md': 'nothing',
      'report.json': '[1, 2]',
    });
    const uses = ['log.csv', 'runs/a.csv', 'runs/b.csv', 'grades.csv', 'products.csv', 'notes.md', 'report.json'].map(
      found.use,
    );
    expect(uses).toEqual(['log', 'scores', 'scores', 'judgments', 'items', undefined, 'unused']);
    const { case: resolved } = await written(found);
    expect(resolved.models.map((each) => each.name)).toEqual(['a', 'b']);
    expect(resolved.judgments).toMatchObject({ path: 'grades.csv', request: 'qid', item: 'docid', relevance: 'grade' });
    expect(resolved.items).toEqual({ path: ['products.csv'], id: 'docid', title: 'title', context: ['price'] });
    expect(resolved.log.rows).toBe('log');
  });

  it('make a union when runs hold rows that the log lacks', async () => {
    const found = await proposed({ 'log.csv': log, 'a.csv': run(2) });
    expect(found.proposal.union).toBe('60 of 120 rows of a.csv are not in the log');
    expect((await written(found)).case.log.rows).toBe('union');
  });

  it('make a case of score files without a log', async () => {
    const found = await proposed({ 'a.csv': run(0), 'b.csv': run(1), 'grades.csv': qrels });
    const { case: resolved } = await written(found);
    expect([resolved.log.path, resolved.log.rows, resolved.models.length]).toEqual([null, 'union', 2]);
  });

  it('give score files with other names their columns', async () => {
    const other = csv(lists(30, 4, ['query', 'sku', 'model_score'], (r, p) => [r, doc(r, p), 9 - p]));
    const found = await proposed({ 'log.csv': log, 'other.csv': other });
    const { case: resolved } = await written(found);
    expect(resolved.models[0]!.columns).toEqual({ request: 'query', item: 'sku', score: 'model_score' });
  });

  it('join the parts of one log by a glob', async () => {
    const part = (from: number) =>
      csv(lists(10, 4, ['qid', 'docid', 'rank', 'clicked'], (r, p) => [r + from, doc(r, p), p, 0]));
    const parts = { 'day-01.csv': part(0), 'day-02.csv': part(10), 'day-03.csv': part(20) };
    expect((await written(await proposed(parts))).case.log.path).toEqual(['day-*.csv']);
    const beside = await proposed({ ...parts, 'day-notes.csv': 'a,b\n1,2\n' });
    expect((await written(beside)).case.log.path).toEqual(Object.keys(parts));
  });

  it('recognize models by what is in them', async () => {
    const found = await proposed({
      'log.csv': log,
      'lgb.txt': 'tree\nversion=v4\nnum_class=1\n',
      'xgb.json': '{"learner":{"attributes":{}},"version":[2,0,0]}',
      'xgb.ubj': '{L\0',
      'empty.csv': '',
      'train.txt': '2 qid:1 1:0.5 2:0.1\n0 qid:1 1:0.2 2:0.3\n',
    });
    expect(found.proposal.files.find((each) => each.file.endsWith('train.txt'))!.reason).toContain('LETOR text');
    expect(['lgb.txt', 'xgb.json', 'xgb.ubj', 'empty.csv'].map(found.use)).toEqual([
      'model',
      'model',
      'model',
      'unused',
    ]);
    expect(found.proposal.models.map((each) => each.format)).toEqual(['lightgbm', 'xgboost', 'xgboost']);
  });

  it('hold vectors of items and queries as embeddings, by version where they have one', async () => {
    const vectors = (id: string, of: (i: number) => string) =>
      csv([
        [id, 'e_0', 'e_1', 'e_2', 'e_3'],
        ...Array.from({ length: 40 }, (_, i) => [of(i), i / 7, 1 - i / 9, 0.5, i % 3]),
      ]);
    const found = await proposed({
      'log.csv': log,
      'products.csv': items,
      'vectors/items_v1.csv': vectors('docid', (i) => `d${i}`),
      'vectors/items_v2.csv': vectors('docid', (i) => `d${i}`),
      'vectors/search.csv': vectors('qid', (i) => String(i)),
    });
    expect(found.use('vectors/items_v2.csv')).toBe('embedding');
    const { written: text, items: side } = (await written(found)).case;
    expect(side?.path).toEqual(['products.csv']);
    expect(
      text.embeddings?.map(({ name, entity, version, path: file, id, vector }) => [
        name,
        entity,
        version,
        file,
        id,
        vector,
      ]),
    ).toEqual([
      ['items v1', 'item', 'v1', 'vectors/items_v1.csv', 'docid', 'e_*'],
      ['items v2', 'item', 'v2', 'vectors/items_v2.csv', 'docid', 'e_*'],
      ['search', 'request', undefined, 'vectors/search.csv', 'qid', 'e_*'],
    ]);
    expect(found.yaml).toContain('- name: search # it knows 100% of the requests of the log');
  });

  it('hold lists of numbers as embeddings, and their parts as one', async () => {
    const part = (from: number) =>
      `${Array.from({ length: 20 }, (_, i) => JSON.stringify({ docid: `d${from + i}`, embedding: [0.5, i + 0.25, -1.5] })).join('\n')}\n`;
    const parts = { 'emb/part-1.ndjson': part(0), 'emb/part-2.ndjson': part(20) };
    const { written: text } = (await written(await proposed({ 'log.csv': log, ...parts }))).case;
    expect(text.embeddings).toMatchObject([
      { name: 'part', path: 'emb/part-*.ndjson', id: 'docid', vector: 'embedding' },
    ]);
  });

  it('add the columns of requests, their numbers as features', async () => {
    const requests = csv([
      ['qid', 'u_age', 'ctx_hour', 'city'],
      ...Array.from({ length: 31 }, (_, i) => [i, 20 + i, i % 24, 'x']),
    ]);
    const found = await proposed({ 'log.csv': log, 'searches.csv': requests });
    const { log: resolved, features } = (await written(found)).case;
    expect(resolved.requests).toMatchObject({ path: ['searches.csv'], request: 'qid' });
    expect(features.columns).toEqual(['f_a', 'u_age', 'ctx_hour']);
    const strange = await proposed({ 'log.csv': log, 'searches.csv': requests.replace(/^(\d)/gm, 'z$1') });
    expect([strange.use('searches.csv'), (await written(strange)).case.log.requests]).toEqual(['unused', null]);
  });

  it('keep what says how rows were chosen, and versions that look like numbers, out of the features', async () => {
    const explored = csv(
      lists(30, 4, ['qid', 'docid', 'rank', 'clicked', 'propensity', 'is_explore', 'app_version', 'f_a'], (r, p) => [
        ...[r, doc(r, p), p, p === 1 ? 1 : 0, 0.25, r % 5 === 0 ? 1 : 0, r < 10 ? 7.1 : 7.2, p / 3],
      ]),
    );
    const { case: resolved } = await written(await proposed({ 'log.csv': explored }));
    expect(resolved.propensity).toMatchObject({ column: 'propensity', randomized: 'is_explore' });
    expect(resolved.log.versions).toMatchObject({ app: 'app_version' });
    expect(resolved.features.columns).toEqual(['f_a']);
  });

  it('give models the names of features inside nested columns', async () => {
    const part = (r: number, p: number) =>
      `"${JSON.stringify({ price: p, ctr: r / 10, extra: 1 }).replaceAll('"', '""')}"`;
    const nested = csv(
      lists(30, 4, ['qid', 'docid', 'rank', 'clicked', 'age', 'f'], (r, p) => [r, doc(r, p), p, 0, p + 1, part(r, p)]),
    );
    const model = readFileSync(path.join(import.meta.dirname, '../../fixtures/trees/lgb_categorical.txt'), 'utf8');
    const found = await proposed({ 'log.csv': nested, 'lgb.txt': model });
    const { models, features } = (await written(found)).case;
    expect(features).toMatchObject({ columns: ['age'], maps: [{ column: 'f', keys: ['*'] }] });
    expect(models[0]!.rename).toEqual({ price: 'f.price', ctr: 'f.ctr' });
    expect((await written(await proposed({ 'log.csv': log, 'lgb.txt': model }))).case.models[0]!.rename).toEqual({});
  });

  it('lie below the case, in the folder that holds them all', async () => {
    const found = await proposed({ 'data/log.csv': log, 'meta/products.csv': items });
    const again = await proposeCase({
      paths: ['data/log.csv', 'meta/products.csv'].map((each) => path.join(found.folder, each)),
    });
    expect([again.folder, again.proposal.name]).toEqual([found.folder, 'shop']);
    expect(again.yaml).not.toContain('allowOutside');
    const inside = (file: string) =>
      file.endsWith('shop') ? Promise.reject(new Error('not shared')) : Promise.resolve(file);
    const paths = ['data', 'meta'].map((each) => path.join(found.folder, each));
    expect((await proposeCase({ paths, allow: inside })).folder).toBe(path.join(found.folder, 'data'));
  });

  it('refer to files outside the folder only with a word about it', async () => {
    const root = temporaryFolder();
    const data = path.join(root, 'data');
    mkdirSync(data);
    writeFileSync(path.join(data, 'log.csv'), log);
    const target = path.join(root, 'cases', 'one');
    const found = await proposeCase({ paths: [path.join(data, 'log.csv')], folder: target });
    expect(found.yaml).toContain('allowOutside: true # files lie outside this folder, such as ../../data/log.csv');
    expect(found.proposal.name).toBe('data');
    mkdirSync(target, { recursive: true });
    expect((await written(found)).inputs.log).toEqual([path.join(data, 'log.csv')]);
  });

  it('leave out what a host may not read', async () => {
    const root = temporaryFolder();
    const inside = path.join(root, 'inside');
    mkdirSync(inside);
    writeFileSync(path.join(root, 'secret.csv'), log);
    writeFileSync(path.join(inside, 'log.csv'), log);
    symlinkSync(path.join(root, 'secret.csv'), path.join(inside, 'z.csv'));
    const { FileTokens } = await import('../../../electron/engine/registry/fileTokens');
    const tokens = new FileTokens([inside]);
    const found = await proposeCase({ paths: [inside], allow: (file) => tokens.allow(file) });
    expect(found.inputs.map((each) => path.basename(each.file))).toEqual(['log.csv']);
  });

  it('are named when nothing can be made of them', async () => {
    await expect(proposeCase({ paths: ['/nowhere/at/all'] })).rejects.toMatchObject({ code: 'input' });
    const found = await proposed({ 'a.json': '[1]', 'b.bin': '\0\0' });
    expect(found.proposal.warnings).toEqual(['No file looks like a log, a run or a file of scores.']);
    expect(found.proposal.files.map((each) => each.use)).toEqual(['unused', 'unused']);
  });

  it('are looked into only as far as needed', async () => {
    const block = csv(
      lists(500, 4, ['qid', 'docid', 'rank', 'clicked', 'f_a'], (r, p) => [r, doc(r, p), p, 0, `0.${'5'.repeat(90)}`]),
    );
    const rows = block.slice(block.indexOf('\n') + 1);
    const found = await proposed({ 'big.csv': `${block}${rows.repeat(85)}` });
    expect(found.proposal.log).toMatchObject({ rows: 100_000, complete: false });
    expect(found.yaml).toContain('the guesses are from its first 100,000 rows');
  });

  it('may be compressed', async () => {
    const found = await proposed({ 'log.csv.gz': gzipSync(log) });
    expect(found.role('request')).toBe('qid');
  });

  it('stay as they are', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'log.csv'), log);
    copyFileSync(path.join(folder, 'log.csv'), path.join(folder, 'log.csv.gz'));
    const found = await proposeCase({ paths: [folder] });
    expect(found.proposal.files.find((each) => each.file.endsWith('.gz'))!.reason).toMatch(/cannot be read/);
  });
});
