import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { bundleNode } from '../../scripts/bundles.mjs';
import { ask, connectPeer } from './support/pageClient';
import { request } from './support/rawHttp';
import { fakeEngineFile } from './support/testServer';

let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-built-'));
  const outFile = path.join(folder, 'serve.cjs');
  await bundleNode({ entry: 'electron/serve/main.ts', outFile, target: 'node20', banner: '' });
  copyFileSync(await fakeEngineFile(), path.join(folder, 'engine.cjs'));
  mkdirSync(path.join(folder, 'renderer'));
  writeFileSync(path.join(folder, 'renderer', 'index.html'), 'built page');
});

/** The built host as its own process. */
function runServe(args: string[]) {
  const child = spawn(process.execPath, [path.join(folder, 'serve.cjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const firstLine = new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  return { child, ended, firstLine, errors: () => errors };
}

async function addressOf(firstLine: Promise<string>): Promise<{ port: number; token: string }> {
  const url = new URL(await firstLine);
  return { port: Number(url.port), token: url.hash.slice(3) };
}

function alive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the built browser host', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'prints its address, serves, and ends well at %s',
    async (signal) => {
      const serve = runServe(['--no-open']);
      const address = await addressOf(serve.firstLine);
      expect((await request(address.port)).body).toBe('built page');
      const { pid } = await ask<{ pid: number }>(connectPeer(address).peer, 'app.info');
      serve.child.kill(signal);
      serve.child.kill(signal);
      expect(await serve.ended).toBe(0);
      expect(alive(pid)).toBe(false);
      expect(serve.errors()).toBe('The server was stopped.\n');
    },
  );

  it('stays and prints the address where there is no display', async () => {
    const serve = runServe([]);
    const { port } = await addressOf(serve.firstLine);
    expect((await request(port)).status).toBe(200);
  });

  it('leaves no engine behind when it is killed', async () => {
    const serve = runServe(['--no-open']);
    const address = await addressOf(serve.firstLine);
    const { pid } = await ask<{ pid: number }>(connectPeer(address).peer, 'app.info');
    serve.child.kill('SIGKILL');
    await serve.ended;
    await vi.waitFor(() => expect(alive(pid)).toBe(false), { timeout: 10_000 });
  });

  it.each([
    [['--port', '70000'], '--port takes a whole number from 0 to 65535, not "70000".'],
    [['--port', ''], '--port takes a whole number'],
    [['--idle-exit', '30'], '--idle-exit takes a time such as 90s, 30m or 2h, not "30".'],
    [['--idle-exit', '0m'], '--idle-exit takes a time'],
    [['--idle-exit', '99999h'], '--idle-exit takes a time'],
    [['--nothing'], "Unknown option '--nothing'"],
    [['a', 'b'], 'Name one case at most.'],
    [['/nowhere/case.yaml'], 'There is no case at /nowhere/case.yaml.'],
    [['--root', '/nowhere'], 'There is no folder at /nowhere.'],
  ])('refuses %j with a sentence and code 2', async (args, sentence) => {
    const serve = runServe(['--no-open', ...args]);
    expect(await serve.ended).toBe(2);
    expect(serve.errors()).toContain(sentence);
  });
});
