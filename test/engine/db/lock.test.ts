import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockPath, lockSession } from '../../../electron/engine/db/lock';
import { openLoader, openSession } from '../../../electron/engine/db/open';

let bundles: string;
let folder: string;
let path: string;
let children: ChildProcess[];

beforeAll(async () => {
  bundles = await mkdtemp(join(tmpdir(), 'rankscope-db-bundle-'));
  const root = resolve(import.meta.dirname, '../../..');
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ssr: 'electron/engine/db/open.ts',
      outDir: bundles,
      emptyOutDir: true,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'open.cjs' } },
    },
  });
}, 60_000);
afterAll(() => rm(bundles, { recursive: true, force: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rankscope-db-'));
  path = join(folder, 'session.rankscope');
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(end));
  await rm(folder, { recursive: true, force: true });
});

/** Opens the session in a process of its own and returns once it prints `open`, or an error code. */
async function openInChild(call: string): Promise<{ child: ChildProcess; line: string }> {
  const program = `require(${JSON.stringify(join(bundles, 'open.cjs'))}).${call}
    .then(async (db) => { await db.run({ text: 'CREATE TABLE IF NOT EXISTS t AS SELECT 1 AS v' }); console.log('open'); setInterval(() => {}, 1000); })
    .catch((error) => console.log(error.code + ' ' + error.message));`;
  const env = { ...process.env, NODE_PATH: resolve(import.meta.dirname, '../../../node_modules') };
  const child = spawn(process.execPath, ['-e', program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout! });
  const line = await new Promise<string>((done) => lines.once('line', done).once('close', () => done('')));
  return { child, line };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await exited;
}

describe('session lock', () => {
  it('names the process that holds a session and since when', async () => {
    const { child, line } = await openInChild(`openSession(${JSON.stringify(path)})`);
    expect(line).toBe('open');
    const owner = JSON.parse(await readFile(lockPath(path), 'utf8'));
    expect(owner.pid).toBe(child.pid);
    const error = await openSession(path).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'locked', where: { file: path } });
    expect(error.message).toContain(`process ${child.pid}, which began at ${owner.started}`);
  });

  it('takes a session over from a process that died', async () => {
    const { child } = await openInChild(`openSession(${JSON.stringify(path)})`);
    await end(child);
    expect(await readdir(folder)).toContain('session.lock');
    const session = await openSession(path);
    expect(await session.readOne({ text: 'FROM t' })).toEqual({ v: 1 });
    expect(JSON.parse(await readFile(lockPath(path), 'utf8')).pid).toBe(process.pid);
    await session.close();
    expect((await readdir(folder)).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('takes a session over from a process that died before it named itself', async () => {
    await mkdir(`${lockPath(path)}.guard`);
    const lock = await lockSession(path);
    expect(JSON.parse(await readFile(lockPath(path), 'utf8')).pid).toBe(process.pid);
    await lock.release();
  });

  it('refuses a file that another process holds without a session lock', async () => {
    const { child, line } = await openInChild(`openLoader(${JSON.stringify(path)})`);
    expect(line).toBe('open');
    const error = await openLoader(path).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'locked', message: expect.stringContaining(`process ${child.pid}`) });
    await expect(openSession(path)).rejects.toMatchObject({ code: 'locked' });
    expect(await readdir(folder)).not.toContain('session.lock');
  });

  it('is seen from another process', async () => {
    const session = await openSession(path);
    const { line } = await openInChild(`openSession(${JSON.stringify(path)})`);
    expect(line).toMatch(new RegExp(`^locked .* process ${process.pid}, which began at \\d{4}-`));
    await session.close();
    expect((await openInChild(`openSession(${JSON.stringify(path)})`)).line).toBe('open');
  });

  it('counts its holders inside a process', async () => {
    const [first, second] = [await lockSession(path), await lockSession(path)];
    await first.release();
    await first.release();
    expect(await readdir(folder)).toContain('session.lock');
    const releasing = second.release();
    const third = await lockSession(path);
    await releasing;
    expect(await readdir(folder)).toContain('session.lock');
    await third.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('frees the lock when the file cannot be opened', async () => {
    await writeFile(path, 'only some text '.repeat(1000));
    await expect(openSession(path)).rejects.toMatchObject({ code: 'input' });
    expect((await readdir(folder)).filter((name) => name.includes('lock'))).toEqual([]);
  });
});
