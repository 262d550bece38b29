import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { bundleNode } from '../../scripts/bundles.mjs';
import { exportAddress, type Uploaded } from '../../shared/host/hostAddresses';
import { ask, connectPeer } from './support/pageClient';
import { request, sendRaw } from './support/rawHttp';
import { fakeEngineFile, startTestServer, type TestServer } from './support/testServer';

type Address = Pick<TestServer, 'port' | 'token'>;

const bearer = ({ token }: Address) => ({ Authorization: `Bearer ${token}` });
const folderOf = (server: TestServer) => path.join(server.folder, 'cache/uploads');
const stored = (server: TestServer) =>
  existsSync(folderOf(server)) ? (readdirSync(folderOf(server), { recursive: true }) as string[]) : [];

function send(server: Address, name: string, body: string, batch?: string) {
  const query = new URLSearchParams({ name, ...(batch && { batch }) });
  return request(server.port, { method: 'POST', target: `/api/uploads?${query}`, headers: bearer(server), body });
}

async function sendWell(server: Address, name: string, body: string, batch?: string): Promise<Uploaded> {
  const answer = await send(server, name, body, batch);
  expect(answer.status, answer.body).toBe(200);
  return JSON.parse(answer.body) as Uploaded;
}

/** Starts an upload that announces more than it sends, and gives its socket. */
function sendPart(server: Address, announced: number, part: string) {
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const lines = ['POST /api/uploads?name=half.csv HTTP/1.1', `Host: 127.0.0.1:${server.port}`];
  const headers = [...lines, `Authorization: Bearer ${server.token}`, `Content-Length: ${announced}`];
  socket.write([...headers, '', part].join('\r\n'));
  return { socket, closed };
}

describe('files that a page sends to the browser host', () => {
  it('reach the engine as tokens, side by side', async () => {
    const server = await startTestServer();
    const first = await sendWell(server, 'log.csv', 'request,item\n');
    const second = await sendWell(server, 'log.csv', 'again', first.batch);
    expect(first).toMatchObject({ name: 'log.csv', bytes: 13 });
    expect(second).toMatchObject({ name: 'log (2).csv', batch: first.batch });
    const { peer } = connectPeer(server);
    const [a, b] = await Promise.all([first, second].map(({ token }) => ask<string>(peer, 'test.granted', { token })));
    expect(a).toBe(path.join(folderOf(server), first.batch, 'log.csv'));
    expect(path.dirname(b ?? '')).toBe(path.dirname(a ?? ''));
    expect(readFileSync(b ?? '', 'utf8')).toBe('again');
  });

  it('are known to an engine that was started after they came', async () => {
    const server = await startTestServer({
      policy: { firstDelayMs: 20, longestDelayMs: 20, giveUpAfter: 5, windowMs: 1e4 },
    });
    const { token } = await sendWell(server, 'log.csv', 'x');
    const { pid } = await ask<{ pid: number }>(connectPeer(server).peer, 'app.info');
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => {
      expect(await ask(connectPeer(server).peer, 'test.granted', { token })).toMatch(/log\.csv$/);
    });
  });

  it.each([
    ['../../../etc/cron.d/evil', 'evil'],
    ['C:\\Windows\\system32\\a.csv', 'a.csv'],
    ['a\0b\nc.csv', 'a_b_c.csv'],
    ['..', 'file'],
    ['.bashrc', 'bashrc'],
    ['con.csv', '_con.csv'],
    ['<a>:"b"|?*.csv', '_a___b____.csv'],
    ['\u202egpj.exe', '_gpj.exe'],
    [' naïve 文件.parquet ', 'naïve 文件.parquet'],
    [`${'é'.repeat(300)}.csv.gz`, `${'é'.repeat(71)}.csv.gz`],
  ])('are written under a harmless name: %j', async (given, expected) => {
    const server = await startTestServer();
    const { name, batch } = await sendWell(server, given, 'x');
    expect(name).toBe(expected);
    expect(stored(server).sort()).toEqual([batch, path.join(batch, name)]);
  });

  it('are refused without a token, a name or the right method', async () => {
    const server = await startTestServer();
    const target = '/api/uploads?name=a.csv';
    expect((await request(server.port, { method: 'POST', target, body: 'x' })).status).toBe(401);
    expect((await request(server.port, { target, headers: bearer(server) })).status).toBe(405);
    for (const each of ['/api/uploads', '/api/uploads?name=']) {
      const answer = await request(server.port, { method: 'POST', target: each, headers: bearer(server), body: 'x' });
      expect(answer.status).toBe(400);
    }
    for (const batch of ['nothing', '..', `../${process.pid}-1`]) {
      expect((await send(server, 'a.csv', 'x', batch)).status).toBe(404);
    }
    expect(stored(server)).toEqual([]);
  });

  const limits = { fileBytes: 100, totalBytes: 150, files: 3, atOnce: 1 };

  it('are refused over the limit of one file, announced or not', async () => {
    const server = await startTestServer({ limits: { uploads: limits } });
    const announced = await send(server, 'a.csv', 'x'.repeat(101));
    expect(announced.status).toBe(413);
    expect(announced.body).toMatch(/^A file may have/);
    const lines = ['POST /api/uploads?name=a.csv HTTP/1.1', `Host: 127.0.0.1:${server.port}`, 'Connection: close'];
    const chunked = [...lines, `Authorization: Bearer ${server.token}`, 'Transfer-Encoding: chunked'];
    const silent = await sendRaw(server.port, [...chunked, '', '65', 'x'.repeat(101), '0', '', ''].join('\r\n'));
    expect(silent.status).toBe(413);
    expect(stored(server)).toEqual([]);
    await sendWell(server, 'a.csv', 'x'.repeat(100));
  });

  it('are refused over the limit of all files, until some are gone', async () => {
    const server = await startTestServer({ limits: { uploads: limits } });
    const { batch } = await sendWell(server, 'a.csv', 'x'.repeat(100));
    expect((await send(server, 'b.csv', 'x'.repeat(60), batch)).status).toBe(413);
    await sendWell(server, 'b.csv', 'x', batch);
    await sendWell(server, 'c.csv', 'x', batch);
    expect((await send(server, 'd.csv', 'x', batch)).status).toBe(413);
  });

  it('leave nothing behind when they break off, and make room for the next', async () => {
    const server = await startTestServer({ limits: { uploads: limits } });
    const { socket } = sendPart(server, 100, 'x'.repeat(50));
    await vi.waitFor(() => expect(stored(server)).toHaveLength(2));
    expect((await send(server, 'b.csv', 'x')).status).toBe(503);
    socket.destroy();
    await vi.waitFor(() => expect(stored(server)).toEqual([]));
    await vi.waitFor(async () => expect((await send(server, 'b.csv', 'x')).status).toBe(200));
  });

  it('are given up when nothing comes any more', async () => {
    const server = await startTestServer({ limits: { silenceMs: 200 } });
    await sendPart(server, 100, 'x'.repeat(50)).closed;
    await vi.waitFor(() => expect(stored(server)).toEqual([]));
  });

  it('go with the host, and what a dead one left goes with the next', async () => {
    const server = await startTestServer();
    const { batch } = await sendWell(server, 'a.csv', 'x');
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.on('close', resolve));
    const left = path.join(folderOf(server), `${dead.pid}-abc`);
    mkdirSync(left);
    const next = await startTestServer({ cacheDir: path.join(server.folder, 'cache') });
    await vi.waitFor(() => expect(existsSync(left)).toBe(false));
    expect(stored(server)).toContain(batch);
    await server.close();
    expect(stored(server)).toEqual([]);
    await next.close();
  });
});

describe('a full disk under the browser host', () => {
  it.runIf(process.platform === 'linux')('is said, leaves no part behind and ends nothing', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-full-'));
    await bundleNode({
      entry: 'electron/serve/main.ts',
      outFile: path.join(folder, 'serve.cjs'),
      target: 'node20',
      banner: '',
    });
    copyFileSync(await fakeEngineFile(), path.join(folder, 'engine.cjs'));
    // A limit on the size of files stands for a full disk: the same error of the same write.
    const command = `ulimit -f 64; exec "${process.execPath}" serve.cjs --no-open`;
    const child = spawn('bash', ['-c', command], {
      cwd: folder,
      env: { ...process.env, RANKSCOPE_CACHE: path.join(folder, 'cache') },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
    const url = new URL(line);
    const server = { port: Number(url.port), token: url.hash.slice(3) };
    const answer = await send(server, 'large.csv', 'x'.repeat(100_000));
    expect(answer.status).toBe(507);
    expect(answer.body).toContain('There is no space left');
    expect(readdirSync(path.join(folder, 'cache/uploads'))).toEqual([]);
    await sendWell(server, 'small.csv', 'x');
  });
});

describe('exports of the browser host', () => {
  async function exported(server: TestServer, text: string, token = 'export-token-1'): Promise<string> {
    const file = path.join(server.folder, `${token}.csv`);
    writeFileSync(file, text);
    const taken = { path: file, name: 'rows.csv', bytes: Buffer.byteLength(text) };
    await ask(connectPeer(server).peer, 'test.export', { token, file: taken });
    return file;
  }

  it('are given away once, by their address alone, and are gone then', async () => {
    const server = await startTestServer();
    const file = await exported(server, 'a,b\n1,2\n');
    const target = exportAddress('export-token-1', 'rows of "ä".csv');
    const answer = await request(server.port, { target });
    expect(answer).toMatchObject({ status: 200, body: 'a,b\n1,2\n' });
    expect(answer.headers).toMatchObject({
      'content-disposition': "attachment; filename*=UTF-8''rows%20of%20%22%C3%A4%22.csv",
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    await vi.waitFor(() => expect(existsSync(file)).toBe(false));
    expect((await request(server.port, { target })).status).toBe(404);
  });

  it('may be empty', async () => {
    const server = await startTestServer();
    await exported(server, '');
    expect(await request(server.port, { target: '/export/export-token-1/a.csv' })).toMatchObject({
      status: 200,
      body: '',
    });
  });

  it('are found by nobody else', async () => {
    const server = await startTestServer();
    const file = await exported(server, 'secret');
    const target = exportAddress('export-token-1', 'a.csv');
    for (const each of [
      '/export/',
      '/export/export-token-2/a.csv',
      '/export/export-token-1',
      '/export/../secret.txt',
    ]) {
      expect((await request(server.port, { target: each })).status, each).toBe(404);
    }
    expect((await request(server.port, { target, method: 'POST' })).status).toBe(405);
    expect((await request(server.port, { target, host: 'evil.example' })).status).toBe(403);
    expect((await request(server.port, { target, headers: { Origin: 'http://evil.example' } })).status).toBe(403);
    expect(existsSync(file)).toBe(true);
    expect((await request(server.port, { target })).body).toBe('secret');
  });

  it('are missing while there is no engine', async () => {
    vi.stubEnv('FAKE_ENGINE_DIES', '1');
    onTestFinished(() => void vi.unstubAllEnvs());
    const server = await startTestServer();
    expect((await request(server.port, { target: '/export/export-token-1/a.csv' })).status).toBe(404);
  });
});
