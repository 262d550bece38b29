import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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
