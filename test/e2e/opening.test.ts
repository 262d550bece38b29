import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible, launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { CompareView } from './pages/compareView';
import { SliceBar } from './pages/sliceBar';

let browser: Browser;
let host: Host;
let watched: WatchedPage;

describe.skipIf(!isBuilt)('opening a case', () => {
  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startHost(null)]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });
  beforeEach(async () => {
    watched ??= await openPage(browser);
    await openAgain(watched, host.url);
    await watched.page.getByRole('heading', { name: 'Folders' }).waitFor();
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('goes from the folders to a list, a slice and a file by keyboard only', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: /samples$/ }).waitFor();
    await tabTo(page, /samples$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^small/ }).waitFor();
    await tabTo(page, /^small/);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Views' }).waitFor();
    await tabTo(page, /^Compare$/);
    await page.keyboard.press('Enter');
    const compare = new CompareView(page);
    await compare.ready();
    await tabTo(page, /^Requests$/);
    await page.keyboard.press('ArrowDown');
    await compare.inspector.getByRole('region', { name: 'Order candidate' }).waitFor();
    expect(page.url()).toContain('#/compare?request=');
    await page.keyboard.press('f');
    await tabTo(page, /^Predicate$/);
    await page.keyboard.type("locale = 'nl'");
    await page.getByText('99 of 400 requests').waitFor();
    await page.keyboard.press('Enter');
    await new SliceBar(page).says('99 of 400 requests');
    await compare.ready();
    await tabTo(page, /^Menu of Requests$/);
    await page.keyboard.press('Enter');
    await arrowTo(page, /^Export CSV/);
    const download = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  it('keeps the folders accessible', async () => {
    await expectAccessible(watched.page);
  });

  it('says what is wrong with a path', async () => {
    const { page } = watched;
    await page.getByRole('textbox', { name: /Path of a case/ }).fill('/nowhere/at/all');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).toMatch(/\/nowhere|not|allow/);
  });

  it('lists what was opened before and opens it again', async () => {
    const { page } = watched;
    await page.getByRole('button', { name: /samples$/ }).click();
    await page.getByRole('button', { name: /^small/ }).click();
    const title = page.getByRole('heading', { level: 1 }).filter({ hasText: 'Outdoor shop' });
    await title.waitFor();
    await title.getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Open another case' }).click();
    await page
      .getByRole('region', { name: 'Recent' })
      .getByRole('button', { name: /^Outdoor shop/ })
      .click();
    await title.waitFor();
  });
});

describe.skipIf(!isBuilt)('the address without its key', () => {
  it('says what to do', async () => {
    const [aBrowser, aHost] = await Promise.all([launchBrowser(), startHost(null)]);
    try {
      const { page } = await openPage(aBrowser);
      await page.goto(aHost.url.split('#')[0]!);
      await page.getByText('This address lacks the key').waitFor();
    } finally {
      await aBrowser.close();
      await aHost.stop();
    }
  });
});

/** Presses Tab until the thing of that name has the focus. */
function tabTo(page: Page, name: RegExp): Promise<void> {
  return pressTo(page, 'Tab', name);
}

/** The same within a menu. */
function arrowTo(page: Page, name: RegExp): Promise<void> {
  return pressTo(page, 'ArrowDown', name);
}

async function pressTo(page: Page, key: string, name: RegExp): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement | null;
      return (
        element?.getAttribute('aria-label') ??
        element?.labels?.[0]?.textContent ??
        element?.textContent ??
        ''
      ).trim();
    });
    if (name.test(focused)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${name}`);
}
