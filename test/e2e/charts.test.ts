import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, type Look, launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { takePicture } from './fixtures/picture';

let browser: Browser;
let harness: Harness;
let watched: WatchedPage | undefined;

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
});
afterAll(async () => {
  await browser?.close();
  harness?.stop();
});
afterEach(async () => {
  await watched?.context.close();
  expect(watched?.faults ?? []).toEqual([]);
  watched = undefined;
});

async function openGallery(query = '', look: Look = {}, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  watched = await openPage(browser, look);
  await prepare?.(watched.page);
  await watched.page.goto(harness.url(`gallery${query}`, ''));
  await watched.page.locator('[data-drawn] .main-svg, canvas[data-drawn]').first().waitFor();
  return watched.page;
}

const withoutWebgl = (page: Page) =>
  page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest]);
    } as typeof original;
  });

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
  it.each(['light', 'dark'] as const)('break no rule of access in the %s theme', async (theme) => {
    const page = await openGallery('', { theme });
    await expect.poll(() => page.locator('[data-drawn] .main-svg').count()).toBeGreaterThan(12);
    await page.getByText('Nothing to draw').waitFor();
    await takePicture(page, `gallery-${theme}`);
    await expectAccessible(page);
  });

  it('read out value after value by keyboard', async () => {
    const page = await openGallery('&only=bars');
    await page.getByRole('img', { name: /Users of each locale/ }).focus();
    await page.keyboard.press('ArrowRight');
    const readout = page.getByRole('region').getByRole('status');
    await expect.poll(() => readout.textContent()).toBe('nl: 812 users (19.0%)');
    await page.keyboard.press('End');
    await expect.poll(() => readout.textContent()).toBe('other: 97 users (2.3%)');
  });

  it('choose a stretch of time by keyboard', async () => {
    const page = await openGallery('&only=line');
    await page.getByRole('img', { name: /over time/ }).focus();
    for (const key of ['Home', 'Shift+ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key);
    const selection = page.getByRole('status', { name: 'Selection' });
    await expect.poll(() => selection.textContent()).toBe('2026-07-01T00:00:00.000Z 2026-07-03T00:00:00.000Z');
  });

  it('show their numbers as a table and copy them', async () => {
    const page = await openGallery('&only=bars');
    await choose(page, 'bars', 'Show as a table');
    const grid = page.getByRole('grid', { name: 'Numbers of Users of each locale' });
    await grid.getByText('2,210').or(grid.getByText('2210')).first().waitFor();
    await choose(page, 'bars', 'Copy as TSV');
    await page.getByText('Copied the numbers').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('locale\tusers\nnl\t812\n');
  });

  it('export pictures and numbers', async () => {
    const page = await openGallery('&only=bars');
    await page.locator('[data-drawn] .bars').waitFor();
    expect((await download(page, 'bars', 'Export CSV')).toString()).toContain('locale,users\r\nnl,812\r\n');
    const png = await download(page, 'bars', 'Export PNG');
    expect([...png.subarray(1, 4)].map((byte) => String.fromCharCode(byte)).join('')).toBe('PNG');
    expect((await download(page, 'bars', 'Export SVG')).toString()).toMatch(/^<svg[\s\S]*locale/);
  });

  it('fill the window and come back by the button and by Escape', async () => {
    const page = await openGallery('&only=bars');
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
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      for (const [name, part, keys] of kinds) {
        const chart = chartOf(page, name);
        await chart.locator('[data-drawn] .main-svg').first().waitFor();
        const stop = await stopByKeys(page, chart, keys);
        expect(stop.text, name).toContain(part);
        await page.mouse.move(stop.x, stop.y, { steps: 2 });
        await expect.poll(() => readoutOf(chart).textContent(), { message: `${name}, ${colorScheme}` }).toBe(stop.text);
        await page.mouse.move(2, 2);
        await expect.poll(() => readoutOf(chart).textContent()).toBe('');
      }
    }
  });

  it('keeps its readout when the chart loses the focus, and after the arrows went elsewhere', async () => {
    const page = await openGallery('&only=heat');
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
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('[data-mantine-color-scheme=dark]').waitFor();
    await expect.poll(() => readoutOf(chart).textContent()).toContain('de × search');
  });

  it('brushes a stretch of time that the keys would choose too', async () => {
    const page = await openGallery('&only=line');
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

  it.each(['WebGL', 'a 2-D canvas'])('gives the rows inside a lasso with %s', async (kind) => {
    const page = await openGallery('&only=cloud', {}, kind === 'WebGL' ? undefined : withoutWebgl);
    expect(await page.locator('canvas[data-drawn]').count()).toBe(kind === 'WebGL' ? 0 : 1);
    await drawLasso(page);
    await expect.poll(() => selection(page)).toMatch(/^\d{3,4} rows, first \d+$/);
    await takePicture(page, `cloud-${kind === 'WebGL' ? 'webgl' : 'canvas'}`);
  });

  it('chooses points by keyboard', async () => {
    const page = await openGallery('&only=cloud');
    await page.getByRole('img', { name: /Map of items/ }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => selection(page)).toBe('1 rows, first 1');
    await page.keyboard.press('Escape');
    await expect.poll(() => selection(page)).toBe('no rows');
  });
});
