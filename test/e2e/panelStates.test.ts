import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';

let browser: Browser;
let harness: Harness;
let watched: WatchedPage;
let page: Page;

/** A panel whose first call never ends and whose next one is answered. */
interface SlowPanel {
  route: string;
  /** The call that it waits for. */
  method: string;
  /** What stands there once it is filled. */
  filled: (page: Page) => ReturnType<Page['locator']>;
}

const slow: SlowPanel[] = [
  { route: '#/data', method: 'data.shape', filled: (on) => on.getByRole('img', { name: 'requests by rows' }) },
  { route: '#/data?tab=tables', method: 'data.tables', filled: (on) => on.getByRole('combobox', { name: 'Table' }) },
  { route: '#/compare', method: 'compare.summary', filled: (on) => on.getByRole('table', { name: 'Metrics' }) },
  { route: '#/compare?inspect=notes', method: 'notes.list', filled: (on) => on.getByText('Handed over to Ana') },
  {
    route: '#/compare?request=r-000012',
    method: 'request.get',
    filled: (on) => on.getByRole('region', { name: 'Order candidate' }),
  },
];

/** The note of a call under way, and its button. */
const note = (method: string) => page.getByText(`Measuring for ${method}`).locator('..');

describe('a panel that waits', () => {
  beforeAll(async () => {
    [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
    watched = await openPage(browser);
    page = watched.page;
  });
  afterAll(async () => {
    await browser?.close();
    harness?.stop();
    expect(watched?.faults).toEqual([]);
  });

  it.each(slow)('for $method is stopped by Cancel and filled by Load again', async ({ route, method, filled }) => {
    await page.goto('about:blank');
    await page.goto(harness.url('slow', route));
    await note(method).getByRole('button', { name: 'Cancel' }).click();
    const cancelled = page.getByText('Cancelled.').locator('..');
    await cancelled.getByRole('button', { name: 'Load again' }).first().click();
    await filled(page).first().waitFor();
  });

  it('is shaped like its chart, and the list beside it waits by itself', async () => {
    await page.goto('about:blank');
    await page.goto(harness.url('slow', '#/compare'));
    expect(await page.locator('[data-skeleton=chart]').count()).toBeGreaterThan(0);
    await note('compare.summary').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Load again' }).click();
    for (const [title, method] of [
      ['Difference per request', 'compare.distribution'],
      ['Requests', 'compare.requests'],
    ] as const) {
      const panel = page.getByRole('region', { name: title, exact: true });
      await panel.getByText(`Measuring for ${method}`).waitFor();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await panel.getByText('Cancelled.').waitFor();
      await panel.getByRole('button', { name: 'Load again' }).click();
    }
    await page.getByRole('grid', { name: 'Requests' }).getByRole('gridcell').first().waitFor();
    await page.locator('[data-drawn] .main-svg').first().waitFor();
  });

  it('waits for what is asked now, whatever was cancelled before', async () => {
    await page.goto('about:blank');
    await page.goto(harness.url('slow', '#/data?table=impressions&profile=f_price'));
    await note('data.tables').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Load again' }).click();
    const profile = page.getByRole('region', { name: 'Column profile' });
    await profile.getByRole('button', { name: 'Cancel' }).click();
    await profile.getByText('Cancelled.').waitFor();
    await page.evaluate(() => {
      location.hash = '#/data?table=impressions&profile=surface';
    });
    await profile.getByText('Measuring for data.profile').waitFor();
    await profile.locator('[aria-busy=true]').waitFor();
  });
});
