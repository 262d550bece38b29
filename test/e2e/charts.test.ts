import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { showTheme } from './fixtures/accessible';
import { expectAccessibleInBothThemes, launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { takePicture } from './fixtures/picture';
import { watchFaults } from './fixtures/watchFaults';
import { playWebgl, type WebglKind } from './harness/webgl';

let browser: Browser;
let harness: Harness;
const pages = new Map<WebglKind, WatchedPage>();

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
});
afterAll(async () => {
  await browser?.close();
  harness?.stop();
});
afterEach(() => {
  for (const { faults } of pages.values()) expect(faults).toEqual([]);
});

/** The gallery with all charts or one, drawn anew; one page for each kind of WebGL is loaded and kept. */
async function openGallery(only = '', webgl: WebglKind = 'card'): Promise<Page> {
  const known = pages.get(webgl);
  const { page } = known ?? (await openPage(browser));
  if (known) {
    await page.evaluate(() => {
      location.hash = 'none';
    });
    await page.locator('[data-drawn]').first().waitFor({ state: 'detached' });
    await page.evaluate((hash) => {
      location.hash = hash;
    }, only);
  } else {
    pages.set(webgl, { page, context: page.context(), faults: watchFaults(page).faults });
    await page.addInitScript(playWebgl, webgl);
    await page.goto(harness.url('gallery', `#${only}`));
  }
  await page.locator('[data-drawn] .main-svg, canvas[data-drawn]').first().waitFor();
  return page;
}

async function drawLasso(page: Page): Promise<void> {
  const box = (await page.getByRole('img', { name: /Map of items/ }).boundingBox())!;
  const corner = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await page.mouse.move(...corner(0.2, 0.2));
  await page.mouse.down();
  for (const [x, y] of [
    [0.6, 0.2],
    [0.6, 0.7],
    [0.2, 0.7],
  ] as const)
    await page.mouse.move(...corner(x, y), { steps: 4 });
  await page.mouse.up();
}

async function choose(page: Page, panel: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${panel}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function download(page: Page, panel: string, action: string): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), choose(page, panel, action)]);
  return readFileSync(await file.path());
}

describe('charts', () => {
  it('break no rule of access in either theme', async () => {
    const page = await openGallery();
    await expect.poll(() => page.locator('[data-drawn] .main-svg').count()).toBeGreaterThan(12);
    await page.getByText('Nothing to draw').waitFor();
    await expectAccessibleInBothThemes(page, (theme) => takePicture(page, `gallery-${theme}`));
  });

  it('read out value after value by keyboard', async () => {
    const page = await openGallery('bars');
    await page.getByRole('img', { name: /Users of each locale/ }).focus();
    await page.keyboard.press('ArrowRight');
    const readout = page.getByRole('region').getByRole('status');
    await expect.poll(() => readout.textContent()).toBe('nl: 812 users (19.0%)');
    await page.keyboard.press('End');
    await expect.poll(() => readout.textContent()).toBe('other: 97 users (2.3%)');
  });

  it('choose a stretch of time by keyboard', async () => {
    const page = await openGallery('line');
    await page.getByRole('img', { name: /over time/ }).focus();
    for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    const selection = page.getByRole('status', { name: 'Selection' });
    await expect.poll(() => selection.textContent()).toBe('2026-07-01T00:00:00.000Z 2026-07-03T00:00:00.000Z');
  });

  it('show their numbers as a table and copy them', async () => {
    const page = await openGallery('bars');
    await choose(page, 'bars', 'Show as a table');
    const grid = page.getByRole('grid', { name: 'Numbers of Users of each locale' });
    await grid.getByText('2,210').or(grid.getByText('2210')).first().waitFor();
    await choose(page, 'bars', 'Copy as TSV');
    await page.getByText('Copied the numbers').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('locale\tusers\nnl\t812\n');
  });

  it('export pictures and numbers', async () => {
    const page = await openGallery('bars');
    await page.locator('[data-drawn] .bars').waitFor();
    expect((await download(page, 'bars', 'Export CSV')).toString()).toContain('locale,users\r\nnl,812\r\n');
    const png = await download(page, 'bars', 'Export PNG');
    expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect((await download(page, 'bars', 'Export SVG')).toString()).toMatch(/^<svg[\s\S]*locale/);
  });

  it('fill the window and come back by the button and by Escape', async () => {
    const page = await openGallery('bars');
    const panel = page.getByRole('region', { name: 'bars' });
    const height = async () => Math.round((await panel.boundingBox())!.height);
    await choose(page, 'bars', 'Full screen');
    await expect.poll(height).toBe(800);
    await page.getByRole('button', { name: 'Leave full screen' }).click();
    await expect.poll(height).toBeLessThan(700);
    await choose(page, 'bars', 'Full screen');
    await expect.poll(height).toBe(800);
    await page.keyboard.press('Escape');
    await expect.poll(height).toBeLessThan(700);
  });
});

/** Reads the stop that keys lead to, and where its ring stands. */
async function stopByKeys(page: Page, chart: Locator, keys: readonly string[]) {
  await chart.focus();
  for (const key of keys) await page.keyboard.press(key);
  const ring = (await chart.locator('[data-ring]').boundingBox())!;
  const text = await readoutOf(chart).textContent();
  await chart.blur();
  await expect.poll(() => readoutOf(chart).textContent()).toBe('');
  return { text, x: ring.x + ring.width / 2, y: ring.y + ring.height / 2 };
}

const chartOf = (page: Page, name: string) =>
  page.getByRole('region', { name, exact: true }).getByRole('img', { name: /Arrows/ });
const readoutOf = (chart: Locator) => chart.locator('..').getByRole('status');

/** Moves onto a stop, anew each time: a chart that was just drawn again hears of the pointer with its next move. */
async function pointedAt(page: Page, chart: Locator, { x, y }: { x: number; y: number }) {
  await page.mouse.move(x + 1, y);
  await page.mouse.move(x, y);
  return readoutOf(chart).textContent();
}

describe('the pointer over a chart', () => {
  const right = (times: number) => Array<string>(times).fill('ArrowRight');
  const kinds: [name: string, part: string, keys: string[]][] = [
    ['bars', 'nl: 812 users (19.0%)', right(1)],
    ['histogram', '640 requests in [−0.1000, −0.0500)', right(19)],
    ['histogram', '0 requests in [−1.0000, −0.9500)', right(1)],
    ['density', 'baseline: density 2.', ['Home', ...Array<string>(4).fill('Control+ArrowRight')]],
    ['interval', 'candidate: −0.0152 [−0.0206, −0.0098], n 9120', right(1)],
    ['line', 'candidate, 2026-07-20', ['End', 'ArrowDown', ...Array<string>(8).fill('ArrowLeft')]],
    ['heat', 'de × search: ', ['Home', 'ArrowDown', 'End']],
    ['heat', 'fr × store: – Δ ndcg@10, n 121', ['Home', 'ArrowRight', 'ArrowDown', 'ArrowDown']],
    ['cloud', 'item 3: map 1 0.8898815242082492', right(4)],
  ];

  it('reads out the exact values that the keys do, of each kind and after the theme was switched', async () => {
    const page = await openGallery();
    for (const colorScheme of ['dark', 'light'] as const) {
      await showTheme(page, colorScheme);
      for (const [name, part, keys] of kinds) {
        const chart = chartOf(page, name);
        await chart.locator('[data-drawn] .main-svg').first().waitFor();
        const stop = await stopByKeys(page, chart, keys);
        expect(stop.text, name).toContain(part);
        await expect.poll(() => pointedAt(page, chart, stop), { message: `${name}, ${colorScheme}` }).toBe(stop.text);
        await page.mouse.move(2, 2);
        await expect.poll(() => readoutOf(chart).textContent()).toBe('');
      }
    }
  });

  it('keeps its readout when the chart loses the focus, and after the arrows went elsewhere', async () => {
    const page = await openGallery('heat');
    const chart = chartOf(page, 'heat');
    const { x, y } = await stopByKeys(page, chart, ['Home', 'ArrowDown', 'End']);
    await page.mouse.move(x, y, { steps: 2 });
    await expect.poll(() => readoutOf(chart).textContent()).toContain('de × search');
    await chart.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => readoutOf(chart).textContent()).toContain('de × store');
    await page.mouse.move(x + 4, y, { steps: 2 });
    await expect.poll(() => readoutOf(chart).textContent()).toContain('de × search');
    await chart.blur();
    await showTheme(page, 'dark');
    await expect.poll(() => readoutOf(chart).textContent()).toContain('de × search');
    await showTheme(page, 'light');
  });

  it('brushes a stretch of time that the keys would choose too', async () => {
    const page = await openGallery('line');
    const chart = chartOf(page, 'line');
    const from = await stopByKeys(page, chart, ['Home', ...right(4)]);
    const to = await stopByKeys(page, chart, ['Home', ...right(9)]);
    await page.mouse.move(from.x, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y + 20, { steps: 5 });
    await page.mouse.up();
    const selection = page.getByRole('status', { name: 'Selection' });
    await expect.poll(() => selection.textContent()).toMatch(/Z .*Z$/);
    const ends = (await selection.textContent())!.split(' ').map(Date.parse);
    const hours = (end: number, day: number) => Math.abs(end - Date.UTC(2026, 6, day)) / 3_600_000;
    expect(hours(ends[0]!, 5)).toBeLessThan(3);
    expect(hours(ends[1]!, 10)).toBeLessThan(3);
  });
});

describe('a cloud of points', () => {
  const selection = (page: Page) => page.getByRole('status', { name: 'Selection' }).textContent();

  it.each(['card', 'processor', 'none'] as const)(
    'gives the rows inside a lasso where WebGL has: %s',
    async (webgl) => {
      const page = await openGallery('cloud', webgl);
      expect(await page.locator('canvas[data-drawn]').count()).toBe(webgl === 'card' ? 0 : 1);
      await drawLasso(page);
      await expect.poll(() => selection(page)).toMatch(/^\d{3,4} rows, first \d+$/);
      await takePicture(page, `cloud-${webgl}`);
    },
  );

  it('chooses points by keyboard', async () => {
    const page = await openGallery('cloud');
    await page.getByRole('img', { name: /Map of items/ }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => selection(page)).toBe('1 rows, first 1');
    await page.keyboard.press('Escape');
    await expect.poll(() => selection(page)).toBe('no rows');
    await page.getByRole('button', { name: 'undo' }).click();
    await expect.poll(() => selection(page)).toBe('1 rows, first 1');
    await page.getByRole('button', { name: 'undo' }).click();
    await expect.poll(() => selection(page)).toBe('no rows');
  });
});
