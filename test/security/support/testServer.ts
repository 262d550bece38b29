import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { onTestFinished } from 'vitest';
import { type RunningServer, type ServeOptions, startServer } from '../../../electron/serve/startServer';
import { bundleNode } from '../../../scripts/bundles.mjs';

export interface TestServer extends RunningServer {
  /** Everything the host logged so far. */
  log: string[];
  /** The folder whose `page` is served; `secret.txt` lies beside it. */
  folder: string;
}

let engineFile: Promise<string> | undefined;

/** The fake engine, built once: the real `runEngine` with handlers for tests. */
export function fakeEngineFile(): Promise<string> {
  engineFile ??= (async () => {
    const outFile = path.join(mkdtempSync(path.join(os.tmpdir(), 'rankscope-engine-')), 'engine.cjs');
    await bundleNode({ entry: 'test/security/support/fakeEngine.ts', outFile, target: 'node20', banner: '' });
    return outFile;
  })();
  return engineFile;
}

/** A running host over the fake engine, closed when the test ends. */
export async function startTestServer(options: Partial<ServeOptions> = {}): Promise<TestServer> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-serve-'));
  writePage(folder);
  const log: string[] = [];
  const server = await startServer({
    startCase: null,
    port: 0,
    roots: [],
    open: false,
    idleMinutes: null,
    engineFile: await fakeEngineFile(),
    rendererDir: path.join(folder, 'page'),
    cacheDir: path.join(folder, 'cache'),
    log: (line) => log.push(line),
    ...options,
  });
  onTestFinished(() => server.close());
  return { ...server, log, folder };
}

function writePage(folder: string): void {
  const page = path.join(folder, 'page');
  mkdirSync(path.join(page, 'assets'), { recursive: true });
  writeFileSync(path.join(page, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(path.join(page, 'assets', 'app-1234.js'), 'export const x = 1;');
  writeFileSync(path.join(page, 'assets', 'empty.js'), '');
  writeFileSync(path.join(page, 'assets', 'large.js'), 'export const y = 2;');
  writeFileSync(path.join(page, 'assets', 'large.js.gz'), gzipSync('export const y = 2;'));
  symlinkSync(path.join(folder, 'secret.txt'), path.join(page, 'assets', 'app-1234.js.gz'));
  writeFileSync(path.join(page, '.hidden'), 'hidden');
  writeFileSync(path.join(folder, 'secret.txt'), 'top secret');
  mkdirSync(path.join(folder, 'page-beside'));
  writeFileSync(path.join(folder, 'page-beside', 'secret.txt'), 'top secret');
  symlinkSync(path.join(folder, 'secret.txt'), path.join(page, 'link.txt'));
  symlinkSync(folder, path.join(page, 'up'));
  symlinkSync(path.join(page, 'index.html'), path.join(page, 'inside.html'));
}
