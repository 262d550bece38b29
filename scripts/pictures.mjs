import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';
import { root } from './project.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/**
 * `npm run pictures [-- folder]`: every view of the sample, light and dark, at both window sizes; by default into
 * docs/pictures, where only the small ones that the README shows are kept.
 */
async function main([folder]) {
  const all = folder !== undefined;
  const target = path.resolve(folder ?? path.join(root, 'docs/pictures'));
  mkdirSync(target, { recursive: true });
  const cache = mkdtempSync(path.join(os.tmpdir(), 'rankscope-pictures-'));
  const host = await startHost(cache);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: flags });
  try {
    for (const theme of ['light', 'dark']) {
      for (const size of all ? sizes : sizes.slice(0, 1))
        await takeViews({ browser, url: host.url, theme, size, target, all });
    }
  } finally {
    await browser.close();
    host.child.kill('SIGTERM');
    rmSync(cache, { recursive: true, force: true });
  }
}

async function takeViews({ browser, url, theme, size, target, all }) {
  const page = await browser.newPage({ viewport: size, colorScheme: theme, reducedMotion: 'reduce' });
  const name = (view) => path.join(target, `${view}-${theme}${all ? `-${size.width}` : ''}.png`);
  await page.goto(url);
  await page.getByRole('table', { name: 'Models' }).waitFor();
  await settled(page);
  await page.screenshot({ path: name('data') });
  await page.keyboard.press('2');
  const request = page.getByRole('grid', { name: 'Requests' }).getByRole('gridcell').first();
  await request.click();
  await page.getByText('p corrected by Holm').waitFor();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 }).waitFor();
  await settled(page);
  await page.screenshot({ path: name('compare') });
  await page.close();
}

/** Charts take their size from a first drawing: the picture waits until two more were made after everything came. */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.waitForTimeout(500);
}

function startHost(cache) {
  const args = [path.join(root, 'out/cli.cjs'), 'serve', path.join(root, 'samples/small'), '--no-open', '--json'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, RANKSCOPE_CACHE: cache },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve({ child, url: JSON.parse(String(chunk)).url }));
    child.once('exit', (code) => reject(new Error(`rankscope serve ended with ${code}; run npm run build first`)));
  });
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
