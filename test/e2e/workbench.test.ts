import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessibleInBothThemes, launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { CompareView } from './pages/compareView';
import { DataViewPage } from './pages/dataView';

let browser: Browser;
let host: Host;
let watched: WatchedPage;

describe.skipIf(!isBuilt)('workbench over the real engine', () => {
  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startHost('small')]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });
  beforeEach(async () => {
    watched ??= await openPage(browser);
    await openAgain(watched, host.url);
    await watched.page.getByRole('heading', { level: 1 }).filter({ hasText: 'Outdoor shop' }).waitFor();
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('takes the token out of the address', async () => {
    expect(watched.page.url()).not.toContain('#t=');
  });

  it('says what was loaded', async () => {
    const { page } = watched;
    await page.getByText('5,014', { exact: true }).first().waitFor();
    expect(await page.getByRole('table', { name: 'Models' }).getByRole('row').count()).toBeGreaterThan(3);
    expect(await page.getByRole('table', { name: 'Roles' }).textContent()).toContain('request_id');
  });

  it('browses a table by keyboard', async () => {
    const { page } = watched;
    const data = new DataViewPage(page);
    await data.openTables();
    await data.grid.focus();
    await page.keyboard.press('Control+End');
    await page.getByText('row 5,014 of 5,014').waitFor();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('sorted by request_id, largest first').waitFor();
    await data.row(1).getByText('r0400').waitFor();
    expect(page.url()).toContain('sort=-request_id');
  });

  it('copies exact numbers as TSV', async () => {
    const { page } = watched;
    const data = new DataViewPage(page);
    await data.openTables();
    await data.grid.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await page.getByText('Copied 2 rows.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('r0001\ti041\nr0001\ti050');
  });

  it('opens a number by keyboard and shows its definition', async () => {
    const { page } = watched;
    await page.keyboard.press('2');
    const compare = new CompareView(page);
    await compare.ready();
    expect(await compare.metricNames()).toContain('ndcg@10');
    await compare.metrics.getByRole('button', { name: 'ndcg@10', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: /ndcg@10/ });
    await card.getByText('linear').waitFor();
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('0,1');
  });

  it('walks from a list of requests into one list by arrows', async () => {
    const { page } = watched;
    await page.keyboard.press('2');
    const compare = new CompareView(page);
    await compare.ready();
    await compare.requests.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await compare.inspector.getByRole('region', { name: 'Order candidate' }).waitFor();
    const chosen = await compare.chosenRequest();
    expect(page.url()).toContain(`request=${chosen}`);
    await page.keyboard.press(']');
    await expect.poll(() => compare.chosenRequest()).not.toBe(chosen);
  });

  it('restores the view after a reload', async () => {
    const { page } = watched;
    await page.evaluate(() => {
      location.hash = '#/compare?metric=mrr&models=candidate&order=best&request=r0302';
    });
    const compare = new CompareView(page);
    await compare.ready();
    await page.reload();
    await compare.ready();
    expect(await compare.chosenRequest()).toBe('r0302');
    expect(await compare.metrics.getByRole('button', { name: 'mrr', exact: true }).getAttribute('aria-pressed')).toBe(
      'true',
    );
    expect(await page.getByRole('combobox', { name: 'Order of the requests' }).inputValue()).toBe('best first');
  });

  it('finds requests by text', async () => {
    const { page } = watched;
    await page.keyboard.press('2');
    const compare = new CompareView(page);
    await compare.ready();
    await page.getByRole('textbox', { name: 'Find a request or query' }).fill('sandal');
    await page.getByText(/of 400 hold "sandal"/).waitFor();
    const texts = await compare.requests.getByRole('row').nth(1).textContent();
    expect(texts).toContain('sandal');
  });

  it('reaches views and themes by the palette', async () => {
    const { page } = watched;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('theme: dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('compare');
    await page.keyboard.press('Enter');
    await new CompareView(page).ready();
  });

  it.each(['#/data', '#/data?table=impressions', '#/compare?request=r0302'])('keeps %s accessible', async (route) => {
    const { page } = watched;
    await page.evaluate((hash) => {
      location.hash = hash;
    }, route);
    await page
      .getByRole(route === '#/data' ? 'table' : 'grid')
      .first()
      .waitFor();
    await expectAccessibleInBothThemes(page);
  });
});
