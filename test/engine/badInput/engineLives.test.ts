import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/createEngine';
import { goodFiles } from './support/goodCase';
import { type Lab, openLab } from './support/lab';

let lab: Lab;
let engine: Engine;

beforeAll(() => {
  lab = openLab();
  engine = createEngine({
    host: 'test',
    startCase: null,
    cacheDir: lab.cacheDir,
    allowedRoots: null,
    memoryLimit: null,
    threads: null,
    privateSessions: false,
    onFatal: (reason) => {
      throw new Error(reason);
    },
  });
});
afterAll(async () => {
  await engine.close();
  lab.close();
});

const context = () => ({ signal: new AbortController().signal, progress: () => {}, client: 'test' });
const open = () => engine.table['case.open']({ path: lab.folder }, context());
const info = (session: string) => engine.table['case.info']({ session }, context());
const state = (session: string, wanted: string) =>
  vi.waitFor(async () => expect((await info(session)).state).toBe(wanted), { timeout: 20_000 });

describe('an engine whose build fails', () => {
  it('says why, answers on, and builds the mended case', async () => {
    truncateSync(path.join(lab.folder, 'log.csv'), 0);
    const { session } = await open();
    await state(session, 'failed');
    expect((await info(session)).error).toMatchObject({ code: 'input', message: 'log.csv is empty.' });
    await expect(
      engine.handlers['compare.summary']({ session, slice: null, inference: false }, context()),
    ).rejects.toMatchObject({ code: 'not_ready', message: 'log.csv is empty.' });
    expect(await engine.table['app.info']({}, context())).toHaveProperty('version');
    writeFileSync(path.join(lab.folder, 'log.csv'), goodFiles()['log.csv']!);
    await open();
    await state(session, 'ready');
    expect(await info(session)).toMatchObject({ rows: 60, error: null });
  });

  it('keeps an open session when its case.yaml is spoiled', async () => {
    const { session } = await open();
    await state(session, 'ready');
    writeFileSync(path.join(lab.folder, 'case.yaml'), 'rankscope: 1\nname: [');
    await expect(open()).resolves.toMatchObject({ session, state: 'ready' });
    await expect(engine.handlers['models.score']({ session, model: 'net' }, context())).rejects.toMatchObject({
      code: 'input',
    });
    expect(await info(session)).toMatchObject({ state: 'ready', rows: 60 });
    const summary = await engine.handlers['compare.summary']({ session, slice: null, inference: false }, context());
    expect((summary as { metrics: unknown[] }).metrics.length).toBeGreaterThan(0);
  });
});
