import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleNode } from '../../scripts/bundles.mjs';
import type { Contract, Events } from '../../shared/contract';
import { createReconnectingClient } from '../../shared/wire/reconnect';
import { createWebSocketTransport } from '../../shared/wire/webSocketTransport';
import { openSocket } from './support/pageClient';
import { startTestServer } from './support/testServer';

const root = path.resolve(__dirname, '../..');
const sample = path.join(root, 'samples/small');
// Inside the project, because DuckDB and ONNX Runtime are found from there.
const engineFile = path.join(root, `out/tools/engine-${process.pid}.cjs`);
const quick = { firstDelayMs: 20, longestDelayMs: 80, giveUpAfter: 5, windowMs: 60_000 };

beforeAll(() => bundleNode({ entry: 'electron/engine/main.ts', outFile: engineFile, target: 'node20', banner: '' }));

afterAll(() => {
  for (const file of [engineFile, `${engineFile}.map`]) rmSync(file, { force: true });
});

async function startPage(startCase = sample) {
  const cacheDir = mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? '', 'real-'));
  const server = await startTestServer({ startCase, engineFile, cacheDir, policy: quick });
  const page = createReconnectingClient<Contract, Events>({
    connect: async () => createWebSocketTransport(openSocket(server)),
    build: 'test',
  });
  return { server, page, cacheDir };
}

type Page = Awaited<ReturnType<typeof startPage>>['page'];

async function openReady(page: Page, path = sample): Promise<string> {
  const { session } = await page.call('case.open', { path });
  await vi.waitFor(
    async () => expect(await page.call('case.info', { session })).toMatchObject({ state: 'ready', error: null }),
    { timeout: 30_000 },
  );
  return session;
}

async function means(page: Page, session: string) {
  const { metrics } = await page.call('compare.summary', { session, slice: null, inference: false });
  return metrics;
}

describe('the real engine behind the browser host', () => {
  it('opens a case, survives SIGKILL in the middle of a call, and gives the same numbers again', async () => {
    const { page, server } = await startPage();
    const info = await page.call('app.info', {});
    expect(info).toMatchObject({ host: 'browser', startCase: sample });
    const before = await means(page, await openReady(page));
    expect(before.length).toBeGreaterThan(0);
    // Stopped first, so that the call is certainly under way when the engine dies.
    process.kill(info.pid, 'SIGSTOP');
    const call = page.call('compare.summary', { session: 'any', slice: null });
    process.kill(info.pid, 'SIGKILL');
    await expect(call).rejects.toMatchObject({ code: 'closed' });
    const again = await page.call('case.open', { path: sample });
    expect(again.state).toBe('ready');
    expect(await means(page, again.session)).toEqual(before);
    page.close();
    await server.close();
  });

  it('builds again after a trap in the middle of a build, as an allocation that is too large causes', async () => {
    const { page, server, cacheDir } = await startPage();
    const { pid } = await page.call('app.info', {});
    const { state } = await page.call('case.open', { path: sample });
    expect(state).toBe('building');
    const half = () => readdirSync(cacheDir, { recursive: true }).filter((file) => /building-\d+$/.test(`${file}`));
    await vi.waitFor(() => expect(half()).toHaveLength(1), { interval: 2, timeout: 20_000 });
    process.kill(pid, 'SIGTRAP');
    expect(half()).toHaveLength(1);
    // A call that was on its way is rejected as `closed`; the first that is answered comes from the next engine.
    await vi.waitFor(async () => expect((await page.call('app.info', {})).pid).not.toBe(pid), { timeout: 30_000 });
    await means(page, await openReady(page));
    page.close();
    await server.close();
    const left = readdirSync(cacheDir, { recursive: true }).map(String);
    expect(left.filter((file) => /building|\.wal$|\.lock$/.test(file))).toEqual([]);
    expect(left.some((file) => file.endsWith('.rankscope'))).toBe(true);
  });

  it('shares one session between two pages, and tells both what one of them changed', async () => {
    // A copy, because saved slices lie in the folder of the case.
    const copy = path.join(mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? '', 'copy-')), 'small');
    cpSync(sample, copy, { recursive: true });
    const { page, server } = await startPage(copy);
    const other = createReconnectingClient<Contract, Events>({
      connect: async () => createWebSocketTransport(openSocket(server)),
      build: 'test',
    });
    const session = await openReady(page, copy);
    expect(await other.call('case.open', { path: copy })).toMatchObject({ session, state: 'ready' });
    const heard = [page, other].map(
      (each) =>
        new Promise((resolve) => each.on('session.changed', (change) => change.reason === 'slices' && resolve(change))),
    );
    await other.call('slice.save', { session, name: 'First places', where: 'position = 1' });
    expect(await Promise.all(heard)).toEqual([heard, heard].map(() => ({ session, reason: 'slices' })));
    await page.call('case.close', { session });
    expect((await other.call('case.info', { session })).state).toBe('ready');
    for (const each of [page, other]) each.close();
  });

  it('opens nothing outside of the folders that the host was started with', async () => {
    const { page } = await startPage();
    for (const file of ['/etc', '/etc/passwd', path.join(sample, '../../test')]) {
      await expect(page.call('case.open', { path: file })).rejects.toMatchObject({ code: 'refused' });
    }
    const roots = await page.call('files.list', {});
    expect(roots.entries.map(({ name }) => name)).toEqual([path.dirname(sample)]);
    page.close();
  });
});
