import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { DataViewPage } from './pages/dataView';

let browser: Browser;
let harness: Harness;
let watched: WatchedPage;
let data: DataViewPage;

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
});
afterAll(async () => {
  await browser?.close();
  harness?.stop();
});

describe('a table of one million rows', () => {
  beforeEach(async () => {
    watched ??= await openPage(browser);
    await openAgain(watched, harness.url('big', '#/data?table=impressions'));
    data = new DataViewPage(watched.page);
    await data.row(1).getByText('r-000000').waitFor();
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('draws only what is in sight', async () => {
    expect(await data.grid.getByRole('row').count()).toBeLessThan(60);
    expect(await data.grid.getAttribute('aria-rowcount')).toBe('1000001');
  });

  it('reaches the last row by keyboard', async () => {
    await data.grid.focus();
    await watched.page.keyboard.press('Control+ArrowDown');
    await data.row(1_000_000).getByText('r-066666').waitFor();
    await watched.page.keyboard.press('ArrowUp');
    await expect.poll(() => data.foot().textContent()).toBe('row 999,999 of 1,000,000');
    expect(await data.active().isVisible()).toBe(true);
  });

  it('scrolls by single rows with the wheel anywhere', async () => {
    const { page } = watched;
    const middle = (await data.grid.boundingBox())!;
    await page.mouse.move(middle.x + 200, middle.y + 200);
    await data.grid.evaluate((element) => {
      element.scrollTop = 5_000_000;
    });
    const first = () => data.grid.locator('[role=row][data-row]').first().getAttribute('data-row').then(Number);
    await expect.poll(first).toBeGreaterThan(400_000);
    const before = await first();
    await page.mouse.wheel(0, 280);
    await expect.poll(first).toBe(before + 10);
    await page.mouse.wheel(0, -280);
    await expect.poll(first).toBe(before);
  });

  it('shows every row of the viewport filled after a jump', async () => {
    await data.grid.evaluate((element) => {
      element.scrollTop = 7_777_777;
    });
    await expect.poll(() => data.grid.locator('[role=gridcell][aria-busy]').count()).toBe(0);
    const { top, bottom, drawn } = await data.grid.evaluate((element) => {
      const rows = [...element.querySelectorAll('[role=row][data-row]')].map((row) => row.getBoundingClientRect());
      const box = element.getBoundingClientRect();
      return {
        top: Math.min(...rows.map((row) => row.top)) - box.top,
        bottom: Math.max(...rows.map((row) => row.bottom)) - box.bottom,
        drawn: rows.length,
      };
    });
    expect(top).toBeLessThanOrEqual(28);
    expect(bottom).toBeGreaterThanOrEqual(0);
    expect(drawn).toBeGreaterThan(20);
  });

  it('keeps widths by keyboard and columns by choice', async () => {
    const { page } = watched;
    const head = data.grid.getByRole('columnheader', { name: 'request_id' });
    const before = (await head.boundingBox())!.width;
    await data.grid.focus();
    await page.keyboard.press('+');
    await expect.poll(async () => (await head.boundingBox())!.width).toBe(before + 16);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'item_id' }).click();
    await expect.poll(() => data.grid.getByRole('columnheader', { name: 'item_id' }).count()).toBe(0);
    await page.getByText('1 hidden').waitFor();
  });

  it('resizes a column with the pointer without sorting it', async () => {
    const { page } = watched;
    const head = data.grid.getByRole('columnheader', { name: 'request_id' });
    const box = (await head.boundingBox())!;
    await page.mouse.move(box.x + box.width, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 60, box.y + 10, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => Math.round((await head.boundingBox())!.width)).toBe(Math.round(box.width) + 60);
    expect(await head.getAttribute('aria-sort')).toBe('none');
  });
});
