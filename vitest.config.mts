import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { findBrowser } from './scripts/browser.mjs';

// Read by every test process when it starts: TZ and the size of libuv's pool cannot be changed later.
process.env.TZ = 'UTC';
process.env.UV_THREADPOOL_SIZE ??= '16';
process.env.RANKSCOPE_CHROMIUM ??= findBrowser() ?? '';

const secondMs = 1000;

function project(name: string, seconds: number, groupOrder: number, include = [`test/${name}/**/*.test.{ts,tsx}`]) {
  const times = { testTimeout: seconds * secondMs, hookTimeout: seconds * secondMs };
  return { extends: true as const, test: { name, include, ...times, sequence: { groupOrder } } };
}

// Its files share a process: what they import is most of the engine, and loading it anew for each takes a third of the time.
function shared(each: ReturnType<typeof project>) {
  return { ...each, test: { ...each.test, isolate: false } };
}

function serial(each: ReturnType<typeof project>) {
  return { ...each, test: { ...each.test, fileParallelism: false, maxWorkers: 1 } };
}

/** A page, its host and its engine keep a core busy: two files at once take half the time, more take none off. */
function twoAtOnce(each: ReturnType<typeof project>) {
  return { ...each, test: { ...each.test, maxWorkers: 2 } };
}

const fixtures = path.join(import.meta.dirname, 'test/e2e/fixtures');

// The real app: needs Electron's binary and a display, so these are only there when they are asked for. The second runs
// the specs of a case over the browser host as they are, with the app's window in place of the browser's page.
const desktop = serial(project('desktop', 120, 6, ['test/electron/**/*.desktop.ts']));
const desktopSpecs = {
  ...serial(project('desktop-e2e', 120, 7, ['test/e2e/workbench.test.ts', 'test/e2e/slices.test.ts'])),
  resolve: {
    alias: [
      { find: /^\.\/fixtures\/browser$/, replacement: path.join(fixtures, 'desktopBrowser.ts') },
      { find: /^\.\/fixtures\/host$/, replacement: path.join(fixtures, 'desktopHost.ts') },
    ],
  },
};

export default defineConfig({
  define: { global: 'globalThis' },
  test: {
    globalSetup: ['./test/temporaryCache.ts'],
    pool: 'forks',
    // States are waited for as long as a busy machine needs; a second is less than a page takes there.
    expect: { poll: { timeout: 15 * secondMs } },
    projects: [
      project('unit', 30, 1),
      project('contract', 30, 1),
      shared(project('engine', 60, 2)),
      serial(project('security', 90, 3)),
      twoAtOnce(project('e2e', 120, 4)),
      serial(project('electron', 120, 5, ['test/electron/**/*.test.ts', 'test/layers.test.ts'])),
      ...(process.env.RANKSCOPE_ELECTRON ? [desktop, desktopSpecs] : []),
    ],
  },
});
