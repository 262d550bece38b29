import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RestartPolicy } from '../../shared/host/restartPolicy';
import { ask, closing, connectPage, connectPeer, engineStatus, openSocket } from './support/pageClient';
import { request } from './support/rawHttp';
import { startTestServer, type TestServer } from './support/testServer';

const quick: RestartPolicy = { firstDelayMs: 20, longestDelayMs: 80, giveUpAfter: 5, windowMs: 60_000 };

/** Starts a call that never answers, and resolves once the engine works on it. */
async function startCall(page: ReturnType<typeof connectPage>, method: string): Promise<Promise<unknown>[]> {
  let call: Promise<unknown> = Promise.resolve();
  await new Promise((resolve) => {
    call = page.call(method, {}, { onProgress: resolve });
    call.catch(() => undefined);
  });
  // In an array, because a promise returned alone would be awaited.
  return [call];
}

async function enginePid(page: ReturnType<typeof connectPage>): Promise<number> {
  return ((await page.call('app.info', {})) as { pid: number }).pid;
}

async function failed(server: TestServer): Promise<string> {
  return vi.waitFor(
    async () => {
      const status = await engineStatus(server);
      expect(status.engine).toBe('failed');
      return status.reason;
    },
    { timeout: 20_000 },
  );
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

afterEach(() => vi.unstubAllEnvs());

describe('the engine behind the browser host', () => {
  it.each(['SIGKILL', 'SIGTRAP', 'SIGSEGV', 'SIGABRT'] as const)(
    'comes back after %s in the middle of a call, with the page still alive',
    async (signal) => {
      const server = await startTestServer({ policy: quick });
      const page = connectPage(server);
      const pid = await enginePid(page);
      const [call] = await startCall(page, 'test.wait');
      process.kill(pid, signal);
      await expect(call).rejects.toMatchObject({ code: 'closed' });
      const next = await enginePid(page);
      expect(next).not.toBe(pid);
      expect(page.state).toMatchObject({ status: 'ready' });
      expect((await request(server.port)).status).toBe(200);
      expect(server.log.join('\n')).toContain(`The engine was ended by ${signal}`);
    },
  );

  it('comes back when it is killed while its event loop is full', async () => {
    const server = await startTestServer({ policy: quick });
    const page = connectPage(server);
    const pid = await enginePid(page);
    const [call] = await startCall(page, 'test.spin');
    process.kill(pid, 'SIGKILL');
    await expect(call).rejects.toMatchObject({ code: 'closed' });
    expect(await enginePid(page)).not.toBe(pid);
  });

  it('comes back after a promise that nobody waits for was rejected', async () => {
    const server = await startTestServer({ policy: quick });
    const page = connectPage(server);
    const pid = await enginePid(page);
    await page.call('test.reject', {}).catch(() => undefined);
    await vi.waitFor(async () => expect((await engineStatus(server)).reason).toContain('nobody waits for'));
    expect(await enginePid(page)).not.toBe(pid);
  });

  it('closes every page with the code that says to come again', async () => {
    const server = await startTestServer({ policy: quick });
    const { socket, peer } = connectPeer(server);
    const { pid } = await ask<{ pid: number }>(peer, 'app.info');
    const end = closing(socket);
    process.kill(pid, 'SIGKILL');
    expect(await end).toEqual({ code: 1012, reason: 'The engine restarts.' });
  });

  it('holds a page that connects while there is no engine, and serves it afterwards', async () => {
    const server = await startTestServer({ policy: { ...quick, firstDelayMs: 500 } });
    const first = connectPeer(server);
    const { pid } = await ask<{ pid: number }>(first.peer, 'app.info');
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect((await engineStatus(server)).engine).toBe('waiting'));
    const second = connectPeer(server);
    expect((await ask<{ pid: number }>(second.peer, 'app.info')).pid).not.toBe(pid);
  });

  it('gives up on an engine that dies at once, and says why', async () => {
    vi.stubEnv('FAKE_ENGINE_DIES', '1');
    const server = await startTestServer({ policy: quick });
    const early = closing(openSocket(server));
    expect(await failed(server)).toBe('The fake engine dies at once.');
    expect((await early).code).toBeOneOf([1012, 4503]);
    expect(server.log.filter((line) => line.includes('Again in'))).toHaveLength(4);
    expect(server.log.at(-1)).toBe('The fake engine dies at once. It is not started again.');
    expect(await closing(openSocket(server))).toEqual({ code: 4503, reason: 'The fake engine dies at once.' });
    expect((await request(server.port)).status).toBe(200);
  });

  it('starts an engine that was given up when the page asks for it', async () => {
    vi.stubEnv('FAKE_ENGINE_DIES', '1');
    const server = await startTestServer({ policy: quick });
    await failed(server);
    vi.unstubAllEnvs();
    const headers = { Authorization: `Bearer ${server.token}` };
    await request(server.port, { method: 'POST', target: '/api/engine/restart', headers });
    expect(await ask(connectPeer(server).peer, 'test.echo', 'back')).toBe('back');
  });

  it('gives up on an engine file that does not exist', async () => {
    const server = await startTestServer({ policy: quick, engineFile: '/nowhere/engine.cjs' });
    expect(await failed(server)).toMatch(/^The engine ended with code 1\. Its last words: /);
  });

  it('starts it with sixteen threads, its settings, and no token', async () => {
    const server = await startTestServer({ roots: [process.cwd()], memoryLimit: '1GB' });
    const { peer } = connectPeer(server);
    const env = await ask<{ threads: string; text: string }>(peer, 'test.env');
    const { argv } = await ask<{ argv: string[] }>(peer, 'app.info');
    expect(env.threads).toBe('16');
    expect(env.text + argv.join()).not.toContain(server.token);
    expect(JSON.parse(argv[0] ?? '')).toMatchObject({
      host: 'browser',
      startCase: null,
      cacheDir: path.join(server.folder, 'cache'),
      allowedRoots: [process.cwd()],
      memoryLimit: '1GB',
    });
  });
});

describe('the end of the browser host', () => {
  it('lets the engine close its databases, then closes every page and the port', async () => {
    const folder = path.join(process.env.RANKSCOPE_CACHE ?? '', 'mark');
    mkdirSync(folder, { recursive: true });
    const mark = path.join(folder, 'open');
    vi.stubEnv('FAKE_ENGINE_MARK', mark);
    const server = await startTestServer();
    const page = connectPage(server);
    const pid = await enginePid(page);
    expect(readFileSync(mark, 'utf8')).toBe('browser');
    const [call] = await startCall(page, 'test.wait');
    const { socket, peer } = connectPeer(server);
    const end = closing(socket);
    await peer.ready;
    await Promise.all([server.close(), server.close()]);
    await expect(call).rejects.toMatchObject({ code: 'closed' });
    expect((await end).code).toBe(1001);
    expect(existsSync(mark)).toBe(false);
    expect(alive(pid)).toBe(false);
    expect(await server.closed).toBe('The server was stopped.');
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow('fetch failed');
  });

  it('ends an engine that does not end by itself', async () => {
    vi.stubEnv('FAKE_ENGINE_HANGS', '1');
    const server = await startTestServer();
    const pid = await enginePid(connectPage(server));
    await server.close();
    expect(alive(pid)).toBe(false);
  });

  it('can stop while the engine waits to be started again', async () => {
    const server = await startTestServer({ policy: { ...quick, firstDelayMs: 60_000, longestDelayMs: 60_000 } });
    const page = connectPage(server);
    process.kill(await enginePid(page), 'SIGKILL');
    await vi.waitFor(async () => expect((await engineStatus(server)).engine).toBe('waiting'));
    await server.close();
    expect(await server.closed).toBe('The server was stopped.');
  });

  it('stops by itself when no page was open for the stated time', async () => {
    const server = await startTestServer({ idleMinutes: 0.005 });
    expect(await server.closed).toBe('Nobody used it for 0.005 minutes.');
  });

  it('stays while a job runs without a page, until the job is gone with its engine', async () => {
    const server = await startTestServer({ idleMinutes: 0.005, policy: quick });
    const { peer } = connectPeer(server);
    const { pid } = await ask<{ pid: number }>(peer, 'app.info');
    await ask(peer, 'test.job', { state: 'running' });
    peer.close();
    await vi.waitFor(async () => expect((await engineStatus(server)).clients).toBe(0));
    // A server that nobody uses, started later with the same limit, is the clock of this test.
    await (await startTestServer({ idleMinutes: 0.005 })).closed;
    expect((await engineStatus(server)).engine).toBe('ready');
    process.kill(pid, 'SIGKILL');
    await server.closed;
  });

  it('says which port is taken, and which folder is not there', async () => {
    const server = await startTestServer();
    await expect(startTestServer({ port: server.port })).rejects.toMatchObject({
      code: 'usage',
      message: `Port ${server.port} is taken by another program.`,
    });
    await expect(startTestServer({ roots: ['/nowhere'] })).rejects.toMatchObject({
      code: 'usage',
      message: 'There is no folder at /nowhere.',
    });
  });
});
