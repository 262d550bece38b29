import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '../../../electron/engine/createEngine';
import { methods } from '../../../shared/contract';
import { temporaryFolder } from '../session/caseFolder';
import { csv, lists } from './support';

const context = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };
const log = csv(lists(20, 3, ['qid', 'sku', 'rank', 'clicked'], (r, p) => [r, `s${r * 3 + p}`, p, p === 1 ? 1 : 0]));

/** An engine that may only see `inside` of a folder that holds more. */
function host() {
  const root = temporaryFolder();
  const inside = path.join(root, 'inside');
  mkdirSync(path.join(inside, 'new'), { recursive: true });
  writeFileSync(path.join(inside, 'log.csv'), log);
  writeFileSync(path.join(root, 'secret.csv'), log);
  const engine = createEngine({
    host: 'browser',
    startCase: null,
    cacheDir: path.join(root, 'cache'),
    allowedRoots: [inside],
    memoryLimit: '500MB',
    threads: null,
    privateSessions: true,
    onFatal: () => undefined,
  });
  onTestFinished(() => engine.close());
  const init = async (params: object) =>
    methods['case.init'].result.parse(await engine.handlers['case.init'](params, context));
  const create = (params: object) => engine.handlers['case.create'](params, context);
  return { root, inside, engine, init, create };
}

describe('case.init and case.create', () => {
  it('preview without writing, then write one file that opens', async () => {
    const { inside, engine, init, create } = host();
    const listing = await engine.table['files.list']({}, context);
    const files = await engine.table['files.list']({ token: listing.entries[0]!.token }, context);
    const token = (name: string) => ({ token: files.entries.find((each) => each.name === name)!.token });
    const preview = await init({ files: [token('log.csv')], folder: token('new') });
    expect(readdirSync(path.join(inside, 'new'))).toEqual([]);
    expect(preview.roles.map((each) => each.role)).toEqual(['request', 'item', 'position', 'click']);
    expect(preview.files).toEqual([expect.objectContaining({ path: '../log.csv', use: 'log', bytes: log.length })]);
    const made = (await create({ folder: token('new'), yaml: preview.yaml })) as { folder: string; file: string };
    expect(readdirSync(path.join(inside, 'new'))).toEqual(['case.yaml']);
    expect(await engine.table['case.open']({ path: made.folder }, context)).toMatchObject({ state: 'building' });
  });

  it('follow what a person chose', async () => {
    const { inside, init } = host();
    const preview = await init({ files: [{ path: inside }], name: 'Mine', roles: { click: null, user: 'qid' } });
    expect(preview.yaml).toMatch(/^name: Mine$/m);
    expect(preview.roles.find((each) => each.role === 'user')).toMatchObject({ column: 'qid', confidence: 1 });
    expect(preview.roles.some((each) => each.role === 'click')).toBe(false);
  });

  it('keep a case.yaml that is there', async () => {
    const { inside, init, create } = host();
    const file = path.join(inside, 'case.yaml');
    const { yaml } = await init({ files: [{ path: inside }] });
    writeFileSync(file, 'mine');
    await expect(create({ folder: { path: inside }, yaml })).rejects.toMatchObject({ code: 'input' });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    await create({ folder: { path: inside }, yaml, replace: true });
    expect(readFileSync(file, 'utf8')).toBe(yaml);
  });

  it('replace a link, not what it leads to', async () => {
    const { root, inside, init, create } = host();
    const { yaml } = await init({ files: [{ path: inside }] });
    symlinkSync(path.join(root, 'secret.csv'), path.join(inside, 'case.yaml'));
    await create({ folder: { path: inside }, yaml, replace: true });
    expect(readFileSync(path.join(root, 'secret.csv'), 'utf8')).toBe(log);
  });

  it('refuse faulty text and leave nothing behind', async () => {
    const { inside, create } = host();
    const folder = { path: path.join(inside, 'new') };
    await expect(create({ folder, yaml: 'rankscope: 1\nname: x\nlog: { pat: a }\n' })).rejects.toThrow(
      /log\.pat: is not a known key/,
    );
    await expect(create({ folder, yaml: 'a: [' })).rejects.toMatchObject({ code: 'input' });
    const missing = 'rankscope: 1\nname: x\nlog: { path: no.csv, columns: { item: a } }\n';
    await expect(create({ folder, yaml: missing })).rejects.toThrow(/no\.csv does not exist/);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('reach nothing outside the allowed folders', async () => {
    const { root, inside, init, create } = host();
    const secret = path.join(root, 'secret.csv');
    await expect(init({ files: [{ path: secret }] })).rejects.toMatchObject({ code: 'refused' });
    await expect(init({ files: [{ token: 'made up' }] })).rejects.toMatchObject({ code: 'not_found' });
    await expect(init({ files: [{ path: inside }], folder: { path: root } })).rejects.toMatchObject({
      code: 'refused',
    });
    const yaml = 'rankscope: 1\nname: x\nallowOutside: true\nlog: { path: ../secret.csv, columns: { item: sku } }\n';
    await expect(create({ folder: { path: inside }, yaml })).rejects.toMatchObject({ code: 'refused' });
    await expect(create({ folder: { path: root }, yaml })).rejects.toMatchObject({ code: 'refused' });
    expect(existsSync(path.join(inside, 'case.yaml'))).toBe(false);
  });
});
