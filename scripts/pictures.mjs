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

/** What the README shows: kept small, in docs/pictures. */
const kept = ['data', 'compare'];

/** States of the shell beside the views: an address, and what is pressed or clicked there. */
const extras = [
  { name: 'data-tables', route: '#/data?tab=tables&table=impressions' },
  { name: 'data-profile', route: '#/data?table=impressions&profile=position' },
  { name: 'panel-menu', route: '#/compare', click: 'Menu of Difference per request' },
  { name: 'model', route: '#/data?tab=models&model=candidate' },
  { name: 'model-diff', route: '#/data?tab=models&model=candidate&with=baseline' },
  { name: 'weights', route: '#/data?tab=weights' },
  { name: 'data-console', route: '#/data?tab=console' },
  { name: 'notes', route: '#/compare?inspect=notes' },
  { name: 'features', route: '#/compare?inspect=features', pick: true },
  { name: 'zoom-200', route: '#/compare', size: { width: 640, height: 400 } },
  { name: 'palette', route: '#/compare', press: 'ControlOrMeta+k' },
  { name: 'help', route: '#/compare', press: '?' },
];

/**
 * `npm run pictures [-- folder [case]]`: every view of a case (the small sample unless another is named), light and
 * dark, at both window sizes, and states of the shell; without a folder into docs/pictures, what the README shows.
 */
async function main([folder, place = path.join(root, 'samples/small')]) {
  const all = folder !== undefined;
  const target = path.resolve(folder ?? path.join(root, 'docs/pictures'));
  mkdirSync(target, { recursive: true });
  const cache = mkdtempSync(path.join(os.tmpdir(), 'rankscope-pictures-'));
  const host = await startHost(cache, path.resolve(place));
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
  const take = async (name) => {
    // No tooltip of what was clicked last.
    await page.mouse.move(2, 2);
    await settled(page);
    await page.screenshot({ path: path.join(target, `${name}-${theme}${all ? `-${size.width}` : ''}.png`) });
  };
  await page.goto(url);
  const rail = page.getByRole('navigation', { name: 'Views' });
  await rail.waitFor({ timeout: 120_000 });
  for (const link of await rail.getByRole('link').all()) {
    const [, view] = /#\/(\w+)/.exec(await link.getAttribute('href'));
    if (!all && !kept.includes(view)) continue;
    await link.click();
    if (view === 'compare') await pickRequest(page);
    await take(view);
  }
  for (const extra of all ? extras : []) {
    await page.setViewportSize(extra.size ?? size);
    await page.evaluate((hash) => {
      location.hash = hash;
    }, extra.route);
    if (extra.pick) await pickRequest(page);
    if (extra.press) await page.keyboard.press(extra.press);
    if (extra.click) await page.getByRole('button', { name: extra.click, exact: true }).click();
    await take(extra.name);
    await page.keyboard.press('Escape');
  }
  if (all) await takeOpenScreen(page, take);
  await page.close();
}

/** The screen of a window without a case. */
async function takeOpenScreen(page, take) {
  await page.getByRole('heading', { level: 1 }).getByRole('button').click();
  await page.getByRole('menuitem', { name: 'Open another case' }).click();
  await page.getByRole('heading', { name: 'Folders' }).waitFor();
  await take('open');
}

/** Chooses the first request of the list and waits for the intervals. */
async function pickRequest(page) {
  await page.getByRole('grid', { name: 'Requests' }).getByRole('gridcell').first().click();
  await page.getByText('p corrected by Holm').waitFor();
  await page.getByRole('region', { name: 'Inspector' }).getByRole('heading', { level: 2 }).waitFor();
}

/** Charts take their size from a first drawing: the picture waits until two more were made after everything came. */
async function settled(page) {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.waitForTimeout(500);
}

function startHost(cache, place) {
  const args = [path.join(root, 'out/cli.cjs'), 'serve', place, '--no-open', '--port', '0', '--json'];
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
