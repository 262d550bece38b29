import { spawn } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findBrowser } from '../../../scripts/browser.mjs';
import { playWebgl, type WebglKind } from '../../e2e/harness/webgl';

/** The page of the charts, with data that is the same each time. */
export interface Gallery {
  /** A page in a context of its own that shows charts by these params of the address. */
  open(params: string, webgl?: WebglKind): Promise<Page>;
  stop(): Promise<void>;
}

export async function serveGallery(): Promise<Gallery> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium found; set RANKSCOPE_CHROMIUM to its path');
  const child = spawn(process.execPath, [path.resolve('scripts/harness.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve((JSON.parse(String(chunk)) as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`the gallery ended with ${code}`)));
  });
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    headless: true,
  });
  return {
    open: async (params, webgl = 'card') => {
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      await page.addInitScript(playWebgl, webgl);
      await page.goto(`${origin}/index.html?scenario=gallery${params}`);
      await page.locator('[data-drawn]').first().waitFor();
      return page;
    },
    stop: async () => {
      await browser.close();
      child.kill('SIGTERM');
    },
  };
}

/** Takes every chart off the page and seconds until all stand there again, to the end of the frame that shows them. */
export async function remount(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const button = () =>
      [...document.querySelectorAll('button')].find(({ textContent }) => /mount/.test(textContent ?? ''))!;
    const charts = document.querySelectorAll('[data-drawn]').length;
    const frame = () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve();
          port2.postMessage(0);
        }),
      );
    button().click();
    while (document.querySelectorAll('[data-drawn]').length > 0) await frame();
    const start = performance.now();
    button().click();
    while (document.querySelectorAll('[data-drawn]').length < charts) await frame();
    await frame();
    return (performance.now() - start) / 1000;
  });
}
