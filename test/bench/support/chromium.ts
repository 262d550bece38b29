import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/browser.mjs';
import type { BenchContext } from './bench';

/** A host of the built product and a browser; both end with `stop`. */
export interface Served {
  browser: Browser;
  url: string;
  /** A page in a context of its own: nothing cached. */
  open(): Promise<Page>;
  stop(): Promise<void>;
}

export async function serve({ cli, folder }: BenchContext, place: string): Promise<Served> {
  if (!existsSync(path.join(path.dirname(cli), 'renderer/index.html'))) {
    throw new Error('the page is not built; run npm run build');
  }
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium found; set RANKSCOPE_CHROMIUM to its path');
  const child = spawn(process.execPath, [cli, 'serve', place, '--no-open', '--port', '0', '--json'], {
    env: { ...process.env, RANKSCOPE_CACHE: path.join(folder, 'cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve((JSON.parse(String(chunk)) as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`rankscope serve ended with ${code}`)));
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true });
  return {
    browser,
    url,
    open: async () => (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage(),
    stop: async () => {
      await browser.close();
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Seconds that `work` takes. */
export async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
