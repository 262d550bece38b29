import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { CompareView } from './pages/compareView';

let browser: Browser;
let host: Host;
let watched: WatchedPage;
let page: Page;

const numbers = ['Copy as TSV', 'Export CSV', 'Export Parquet'];
const picture = ['Copy picture', 'Export PNG', 'Export SVG'];
const query = 'Show query';

async function openMenu(title: string): Promise<void> {
  await page.getByRole('button', { name: `Menu of ${title}`, exact: true }).click();
  await page.getByRole('menu').waitFor();
}

async function itemsOf(title: string): Promise<string[]> {
  await openMenu(title);
  const items = await page.getByRole('menuitem').allTextContents();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'detached' });
  return items;
}

async function fileOf(title: string, action: string): Promise<{ name: string; bytes: Buffer }> {
  await openMenu(title);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: action, exact: true }).click(),
  ]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

async function queriesOf(title: string): Promise<string> {
  await openMenu(title);
  await page.getByRole('menuitem', { name: query }).click();
  const dialog = page.getByRole('dialog', { name: 'Query' });
  await dialog.getByRole('button', { name: 'Open in the console' }).first().waitFor();
  const text = (await dialog.textContent())!;
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  return text;
}

async function go(route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
}

const isParquet = (bytes: Buffer) =>
  bytes.subarray(0, 4).toString() === 'PAR1' && bytes.subarray(-4).toString() === 'PAR1';

describe.skipIf(!isBuilt)('the menu of a panel', () => {
  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startHost('small')]);
    watched = await openPage(browser);
    page = watched.page;
    await page.goto(host.url);
    await page.getByRole('region', { name: 'List length' }).getByRole('img').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    expect(watched?.faults).toEqual([]);
  });

  it('is complete on each plot and table of the overview', async () => {
    const plot = ['Show as a table', ...picture, ...numbers];
    for (const title of ['List length', 'Users per day', 'Missing values']) {
      expect(await itemsOf(title), title).toEqual([query, ...plot]);
    }
    for (const title of ['Checks', 'Models', 'Labels', 'Roles', 'Inputs']) {
      expect(await itemsOf(title), title).toEqual(numbers);
    }
  });

  it('gives a plot of the overview as pictures, numbers and queries', async () => {
    expect((await fileOf('List length', 'Export SVG')).bytes.toString()).toMatch(/^<svg[\s\S]*fill="rgb/);
    expect((await fileOf('List length', 'Export PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');
    expect((await fileOf('Missing values', 'Export SVG')).bytes.toString()).toContain('text-anchor="end"');
    const { name, bytes } = await fileOf('List length', 'Export Parquet');
    expect(name).toMatch(/-List-length\.parquet$/);
    expect(isParquet(bytes)).toBe(true);
    expect((await fileOf('Models', 'Export CSV')).bytes.toString()).toMatch(/^model,kind,state,/);
    expect(await queriesOf('Users per day')).toMatch(/may need several.*user of every request.*SELECT.*time of every/s);
  });

  it('is complete on a table and on the profile of a column', async () => {
    await go('#/data?table=impressions&profile=position');
    await page.getByRole('img', { name: 'Histogram of position' }).waitFor();
    expect(await itemsOf('the table')).toEqual([query, ...numbers]);
    expect(await itemsOf('the profile')).toEqual([query, ...picture, ...numbers]);
    expect(await queriesOf('the profile')).toMatch(/3 queries are behind the profile/);
    const { bytes } = await fileOf('the table', 'Export CSV');
    expect(bytes.toString().split('\n').length).toBe(5_016);
    expect((await fileOf('the profile', 'Export PNG')).bytes.subarray(1, 4).toString()).toBe('PNG');
  });

  it('is complete on the panels of a model', async () => {
    await go('#/data?model=baseline');
    await page.getByRole('region', { name: 'Feature importance' }).locator('[data-drawn]').waitFor();
    await page.getByRole('region', { name: 'Fidelity' }).getByText('within tolerance').first().waitFor();
    for (const title of ['Facts', 'Fidelity', 'Inputs']) {
      expect(await itemsOf(title), title).toEqual([...numbers, 'Full screen']);
    }
    const chart = ['Show as a table', ...picture, ...numbers, 'Full screen'];
    expect(await itemsOf('Feature importance')).toEqual(chart);
    expect(isParquet((await fileOf('Inputs', 'Export Parquet')).bytes)).toBe(true);
  });

  it('is complete on the panels of a comparison', async () => {
    await go('#/compare?request=r0302');
    await new CompareView(page).ready();
    await page.locator('[data-drawn] .main-svg').first().waitFor();
    expect(await itemsOf('Metrics')).toEqual([query, ...numbers, 'Full screen']);
    expect(await itemsOf('Difference per request')).toEqual([
      ...[query, 'Show as a table', ...picture, ...numbers, 'Full screen'],
    ]);
    expect(await itemsOf('Requests')).toEqual([query, ...numbers, 'Full screen']);
    expect(await itemsOf('the request')).toEqual([query, ...numbers]);
    for (const title of ['Metrics', 'Difference per request', 'Requests', 'the request']) {
      expect(isParquet((await fileOf(title, 'Export Parquet')).bytes), title).toBe(true);
    }
    expect((await fileOf('Requests', 'Export CSV')).bytes.toString().trimEnd().split('\n').length).toBe(401);
    expect(await queriesOf('Metrics')).toMatch(/query of its own.*ndcg@10 of baseline.*ndcg@10 of candidate/s);
    expect(await queriesOf('Requests')).toMatch(/Two queries are behind.*request by request/s);
  });

  it('says why there is no query for a slice, and opens one in the console', async () => {
    await openMenu('the request');
    await page.getByRole('menuitem', { name: query }).click();
    await page.getByRole('button', { name: 'Open in the console' }).click();
    await page.getByRole('textbox', { name: 'SQL' }).waitFor();
    await go("#/compare?slice=locale = 'nl'");
    await new CompareView(page).ready();
    await openMenu('Metrics');
    await page.getByRole('menuitem', { name: query }).click();
    await page.getByRole('alert').getByText('whole log only').waitFor();
  });
});
