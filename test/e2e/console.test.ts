import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessibleInBothThemes, launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { takePicture } from './fixtures/picture';
import { ConsolePage } from './pages/consolePage';

let browser: Browser;
let harness: Harness;
let watched: WatchedPage;
let sql: ConsolePage;

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
});
afterAll(async () => {
  await browser?.close();
  harness?.stop();
});

describe('SQL console', () => {
  beforeEach(async () => {
    watched ??= await openPage(browser);
    await openAgain(watched, harness.url('filled', '#/data?tab=console'));
    sql = new ConsolePage(watched.page);
    await sql.editor.waitFor();
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('runs a query by keyboard and shows its rows', async () => {
    await sql.write('SELECT * FROM impressions LIMIT 400');
    await sql.run();
    await sql.grid.getByText('r-000000').first().waitFor();
    await sql.result.getByText('400 rows', { exact: true }).waitFor();
    expect(decodeURIComponent(watched.page.url())).toContain('tab=console');
    expect(watched.page.url()).toContain('sql=SELECT');
    await expectAccessibleInBothThemes(watched.page, (theme) => takePicture(watched.page, `console-result-${theme}`));
  });

  it('underlines where an error lies', async () => {
    await sql.write('SELECT position\nFROM impressions\nWHERE wrong = 1');
    await sql.run();
    await watched.page.getByRole('alert').getByText('line 3, character 7:').waitFor();
    expect(await watched.page.locator('.cm-fault').textContent()).toBe('wrong');
    await expectAccessibleInBothThemes(watched.page, (theme) => takePicture(watched.page, `console-error-${theme}`));
    await sql.editor.click();
    await watched.page.keyboard.press('Control+End');
    await watched.page.keyboard.type(' ');
    await expect.poll(() => watched.page.locator('.cm-fault').count()).toBe(0);
  });

  it('completes tables and columns', async () => {
    await sql.editor.click();
    await watched.page.keyboard.type('SELECT surf');
    const list = watched.page.getByRole('listbox', { name: 'Completions' });
    await list.getByRole('option', { name: /^surface/ }).waitFor();
    await expectAccessibleInBothThemes(watched.page, (theme) =>
      takePicture(watched.page, `console-completion-${theme}`),
    );
    await watched.page.keyboard.press('Enter');
    await watched.page.keyboard.type(' FROM impres');
    // By the pointer: for a moment after the list opened, Enter is still a line break.
    await list.getByRole('option', { name: /^impressions/ }).click();
    await expect.poll(() => sql.text()).toBe('SELECT surface FROM impressions');
  });

  it('cancels a query that runs', async () => {
    await sql.write('SELECT slow');
    await sql.run();
    await watched.page.getByRole('button', { name: 'Cancel' }).click();
    await sql.result.getByText('The query was cancelled.').waitFor();
  });

  it('says when rows are left out', async () => {
    await sql.write('SELECT every FROM impressions');
    await sql.run();
    await sql.result.getByText(/100,000 rows at most: truncated/).waitFor();
    await sql.grid.focus();
    await watched.page.keyboard.press('Control+End');
    await sql.grid.getByText('r-006666').first().waitFor();
  });

  it('walks through the queries of before', async () => {
    for (const query of ['SELECT 1', 'SELECT 2']) {
      await sql.write(query);
      await sql.run();
      await sql.result.getByText('400 rows', { exact: true }).waitFor();
    }
    await sql.write('draft');
    await watched.page.keyboard.press('Escape');
    await watched.page.keyboard.press('ArrowUp');
    expect(await sql.text()).toBe('SELECT 2');
    await watched.page.keyboard.press('ArrowUp');
    expect(await sql.text()).toBe('SELECT 1');
    await watched.page.keyboard.press('ArrowDown');
    await watched.page.keyboard.press('ArrowDown');
    expect(await sql.text()).toBe('draft');
    await watched.page.reload();
    await watched.page.getByRole('button', { name: 'History' }).click();
    await watched.page.getByRole('menuitem', { name: 'SELECT 1' }).click();
    expect(await sql.text()).toBe('SELECT 1');
  });

  it('undoes and redoes what was typed', async () => {
    await sql.write('SELECT 1');
    await sql.write('SELECT 2');
    await watched.page.keyboard.press('Control+z');
    expect(await sql.text()).toBe('SELECT 1');
    await watched.page.keyboard.press('Control+Shift+Z');
    expect(await sql.text()).toBe('SELECT 2');
  });

  it('begins with an example of the own tables', async () => {
    await watched.page.getByRole('list', { name: 'Example queries' }).getByRole('button').first().click();
    expect(await sql.text()).toMatch(/^SELECT surface, count/);
  });

  it('fills in the query of a link and waits for a person', async () => {
    await watched.page.goto(`${harness.url('filled', '#/data?tab=console&sql=FROM+items')}`);
    await watched.page.reload();
    await sql.result.getByText('Not run yet.').waitFor();
    expect(await sql.text()).toBe('FROM items');
  });

  it('copies cells and exports the rows', async () => {
    await sql.write('SELECT * FROM impressions');
    await sql.run();
    await sql.grid.getByText('r-000000').first().waitFor();
    await sql.grid.focus();
    await watched.page.keyboard.press('Shift+ArrowRight');
    await watched.page.keyboard.press('Control+c');
    await watched.page.getByText('Copied 1 row.').waitFor();
    expect(await watched.page.evaluate(() => navigator.clipboard.readText())).toBe('r-000000\t1');
    const saved = watched.page.waitForEvent('download');
    await watched.page.getByRole('button', { name: 'Menu of the result' }).click();
    await watched.page.getByRole('menuitem', { name: 'Export these rows as CSV' }).click();
    expect((await saved).suggestedFilename()).toBe('Home-feed-week-42-query.csv');
  });
});

describe.skipIf(!isBuilt)('SQL console over the real engine', () => {
  let host: Host;
  beforeAll(async () => {
    host = await startHost('small');
  });
  afterAll(() => host?.stop());
  beforeEach(async () => {
    watched ??= await openPage(browser);
    await openAgain(watched, host.url);
    sql = new ConsolePage(watched.page);
    await sql.open();
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('counts rows, and refuses to write', async () => {
    await sql.write('SELECT count(*) AS n FROM impressions');
    await sql.run();
    await sql.grid.getByText('5,014').waitFor();
    await sql.write('DELETE FROM impressions');
    await sql.run();
    await watched.page.getByRole('alert').waitFor();
  });

  it('underlines an unknown column', async () => {
    await sql.write('SELECT *\nFROM impressions WHERE no_such_column = 1');
    await sql.run();
    await watched.page.getByRole('alert').waitFor();
    expect(await watched.page.locator('.cm-fault').textContent()).toBe('no_such_column');
  });

  it('exports all rows as Parquet', async () => {
    await sql.write('FROM impressions');
    await sql.run();
    await sql.result.getByText('5,014 rows', { exact: true }).waitFor();
    const saved = watched.page.waitForEvent('download');
    await watched.page.getByRole('button', { name: 'Menu of the result' }).click();
    await watched.page.getByRole('menuitem', { name: 'Export all rows as Parquet' }).click();
    const bytes = readFileSync(await (await saved).path());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PAR1');
    expect(bytes.subarray(-4).toString('latin1')).toBe('PAR1');
  });

  it('draws the shape of the log and profiles a column', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'Overview' }).click();
    await page.getByRole('region', { name: 'List length' }).getByRole('img').waitFor();
    await page.getByRole('button', { name: 'Menu of List length' }).click();
    await page.getByRole('menuitem', { name: 'Show as a table' }).click();
    await page.getByRole('table', { name: 'List length' }).waitFor();
    await page.getByRole('tab', { name: 'Tables' }).click();
    await page.getByRole('button', { name: 'Profile' }).click();
    const profile = page.getByRole('region', { name: 'Column profile' });
    await profile.getByText('5,014', { exact: true }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.url()).toContain('profile=item_id');
  });
});
