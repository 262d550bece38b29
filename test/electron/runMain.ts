import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { createFakeElectron, type FakeElectron, type FakeOptions } from './fakeElectron';

export const root = path.resolve(import.meta.dirname, '../..');
export const out = path.join(root, 'out');

/** Builds the two bundles that only Electron loads; they take a moment, and a stale one would prove nothing. */
export function buildDesktop(): void {
  execFileSync(process.execPath, [path.join(root, 'scripts/build.mjs'), 'main', 'preload'], { cwd: root });
}

interface ModuleLoader {
  _load(request: string, ...rest: unknown[]): unknown;
}

export interface Running {
  fake: FakeElectron;
  folder: string;
  stop(): void;
}

/**
 * Runs the built main.cjs against the fake, with the user's arguments of a development start. Its folder goes with
 * the cache of the whole run, because the log may still be written.
 */
export function runMain(args: readonly string[] = [], options: Omit<FakeOptions, 'folder'> = {}): Running {
  const folder = mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'main-'));
  const fake = createFakeElectron({ folder, ...options });
  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const restore = [replaceArgv(['electron', '.', ...args]), keepListeners()];
  const loader = Module as unknown as ModuleLoader;
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'electron' ? fake.module : load.call(loader, request, ...rest));
  const require = createRequire(import.meta.url);
  const file = path.join(out, 'main.cjs');
  try {
    delete require.cache[file];
    require(file);
  } finally {
    loader._load = load;
  }
  const stop = () => {
    for (const each of restore) each();
    quiet.mockRestore();
  };
  return { fake, folder, stop };
}

function replaceArgv(argv: string[]): () => void {
  const former = process.argv;
  process.argv = argv;
  return () => {
    process.argv = former;
  };
}

// main.cjs ends its process on faults; that must not outlive the test.
function keepListeners(): () => void {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const former = events.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  return () => {
    events.forEach((event, index) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!former[index]?.has(listener)) process.off(event, listener);
      }
    });
  };
}
