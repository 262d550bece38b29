import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
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
