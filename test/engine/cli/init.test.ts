import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../../../electron/engine/case/loadCase';
import { compareResultSchema } from '../../../shared/schemas/compare';
import { csv, lists } from '../init/support';
import { temporaryFolder } from '../session/caseFolder';
import { dataFolder, hasData } from '../support/dataFolder';
import { runCommand } from '../support/runCommand';

const log = csv(lists(20, 3, ['qid', 'sku', 'rank', 'clicked'], (r, p) => [r, `s${r * 3 + p}`, p, p === 1 ? 1 : 0]));

async function json(...args: string[]) {
  const { code, out, err } = await runCommand(...args, '--json', '--quiet');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe.skipIf(!hasData)('init on real data', () => {
  const initiated = async (...files: string[]) => {
    const out = path.join(temporaryFolder(), 'case');
    const result = await json('init', ...files.map((each) => path.join(dataFolder, each)), '--out', out);
    expect(result.case).toBe(path.join(out, 'case.yaml'));
    await loadCase(out);
    const checked = await json('check', out, '--private');
    return { out, result, checked };
  };

  it('data: makes three rankers and grades comparable without an edit', async () => {
    const { out, result, checked } = await initiated('quepid-haystack');
    const use = (file: string) => result.files.find((each: { path: string }) => each.path.endsWith(file)).use;
    expect(['features_no-vector.csv', 'qrels_snapshot.csv', 'runs/with-vector.csv', 'judgements.csv'].map(use)).toEqual(
      ['log', 'judgments', 'scores', 'unused'],
    );
    expect(checked).toMatchObject({ ok: true, requests: 135 });
    const compared = compareResultSchema.parse(
      await json('compare', out, '--private', '--preset', 'trec_eval', '--means', '--metrics', 'ndcg@10'),
    );
    const means = Object.fromEntries(compared.metrics.map((each) => [each.model, each.mean?.toFixed(4)]));
    expect(means).toEqual({ 'no-vector': '0.5186', 'vector-2': '0.4950', 'with-vector': '0.4950' });
  });

  it('data: takes a bandit log as rows and says why lists are refused', async () => {
    const { out, result, checked } = await initiated('open-bandit/random');
    const roles = Object.fromEntries(
      result.roles.map((each: { role: string; column: string }) => [each.role, each.column]),
    );
    expect(roles).toEqual({
      item: 'item_id',
      position: 'position',
      time: 'timestamp',
      propensity: 'propensity_score',
      click: 'click',
    });
    expect(result.missing[0]).toMatchObject({
      role: 'request',
      cost: expect.stringContaining('list metrics are refused'),
    });
    expect(result.features).toEqual(['user-item_affinity_*']);
    expect((await loadCase(out)).case.items).toMatchObject({ id: 'item_id' });
    expect(checked).toMatchObject({ rows: 10_000, requests: 10_000 });
    const built = await json('build', out, '--private');
    expect(built.rows).toBe(10_000);
    const { code, err } = await runCommand('compare', out, '--private', '--quiet');
    expect(code).toBe(2);
    expect(err).toMatch(/Rows of this log carry no request id/);
  });

  it('data: finds runs and the qrels that belong to them', async () => {
    const { out, result, checked } = await initiated('trec_eval');
    const loaded = await loadCase(out);
    expect(loaded.inputs.judgments).toBe(realpathSync(path.join(dataFolder, 'trec_eval', 'qrels.test')));
    expect(result.files.filter((each: { use: string }) => each.use === 'run')).toHaveLength(2);
    expect(checked).toMatchObject({ ok: true, requests: 3 });
  });
});

describe('init', () => {
  it('writes one file and never over it without --force', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'log.csv'), log);
    const first = await runCommand('init', folder, '--name', 'My shop: one');
    expect([first.code, readdirSync(folder).sort()]).toEqual([0, ['case.yaml', 'log.csv']]);
    expect(first.out).toContain('not found  user: tests take requests as independent');
    expect((await loadCase(folder)).case.name).toBe('My shop: one');
    writeFileSync(path.join(folder, 'case.yaml'), 'mine');
    const second = await runCommand('init', folder);
    expect([second.code, readFileSync(path.join(folder, 'case.yaml'), 'utf8')]).toEqual([2, 'mine']);
    expect(second.err).toMatch(/case\.yaml is there already and stays as it is/);
    expect((await runCommand('init', folder, '--force', '--quiet')).code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['case.yaml', 'log.csv']);
  });

  it('prints the same JSON for the same files', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'log.csv'), log);
    const first = await runCommand('init', folder, '--json', '--quiet');
    const second = await runCommand('init', folder, '--json', '--quiet', '--force');
    expect(second.out).toBe(first.out);
    expect(JSON.parse(first.out).roles[0]).toMatchObject({
      role: 'request',
      column: 'qid',
      confidence: expect.any(Number),
    });
  });

  it('asks for the item when no column looks like one', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'log.csv'), log.replace('sku', 'thing').replaceAll(',s', ','));
    const { code, err } = await runCommand('init', folder);
    expect(code).toBe(2);
    expect(err).toMatch(/No column of the log looks like an item[\s\S]*--role item=COLUMN/);
    expect(existsSync(path.join(folder, 'case.yaml'))).toBe(false);
    expect((await runCommand('init', folder, '--role', 'item=thing')).code).toBe(0);
    expect((await loadCase(folder)).case.log.columns.item).toBe('thing');
  });

  it('names what it cannot use', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'empty'));
    expect((await runCommand('init', path.join(folder, 'empty'))).err).toMatch(/There is no data file in/);
    expect((await runCommand('init', path.join(folder, 'nowhere'))).err).toMatch(/There is no file or folder at/);
    expect((await runCommand('init', folder, '--role', 'item')).err).toMatch(/--role "item" is not of the form/);
  });
});
