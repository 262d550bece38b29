import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible, launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { SliceBar } from './pages/sliceBar';

let browser: Browser;
let host: Host;
let folder: string;
let watched: WatchedPage;
let slices: SliceBar;

describe.skipIf(!isBuilt)('slice bar', () => {
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rankscope-slices-'));
    cpSync(path.resolve(import.meta.dirname, '../../samples/small'), path.join(folder, 'case'), { recursive: true });
    [browser, host] = await Promise.all([launchBrowser(), startHost(path.join(folder, 'case'))]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    watched ??= await openPage(browser);
    slices = new SliceBar(watched.page);
    await openAgain(watched, host.url);
    await slices.says('400 requests');
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('filters every view by a predicate typed with the keyboard alone', async () => {
    const { page } = watched;
    await page.keyboard.press('2');
    await slices.add.focus();
    await page.keyboard.press('Enter');
    await slices.predicate.focus();
    await page.keyboard.type("locale = 'nl'");
    await page.getByText('99 of 400 requests').waitFor();
    await page.keyboard.press('Enter');
    await slices.says('99 of 400 requests');
    await page.getByText('99 requests', { exact: true }).waitFor();
    expect(page.url()).toContain('slice=locale');
    await page.reload();
    await slices.says('99 of 400 requests');
    await page.getByRole('button', { name: 'Show all requests' }).click();
    await slices.says('all requests');
  });

  it('says where a predicate is wrong while it is typed', async () => {
    const { page } = watched;
    await slices.add.click();
    await slices.predicate.fill('posit <= 3');
    await page.getByText('there is no column "posit"').waitFor();
    expect(await page.getByRole('button', { name: 'Filter', exact: true }).isDisabled()).toBe(true);
    await expectAccessible(page);
  });

  it('offers the values of a column with their rows', async () => {
    const { page } = watched;
    await slices.add.click();
    await slices.column.fill('device');
    await page.getByRole('option', { name: 'device', exact: true }).click();
    await page.getByRole('button', { name: /^mobile/ }).click();
    await slices.says("device = 'mobile'");
    await slices.add.click();
    await page.getByRole('button', { name: /Dutch users/ }).click();
    await page.getByRole('button', { name: "Remove device = 'mobile'" }).click();
    await slices.says('99 of 400 requests');
  });

  it('saves a slice beside the case', async () => {
    const { page } = watched;
    await slices.add.click();
    await slices.predicate.fill("surface = 'search'");
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await slices.add.click();
    await page.getByRole('textbox', { name: 'Name of the present slice' }).fill('Search only');
    await page.getByRole('button', { name: 'Save slice' }).click();
    await page.getByRole('button', { name: /Search only.*saved/ }).waitFor();
    expect(readFileSync(path.join(folder, 'case/rankscope/slices.yaml'), 'utf8')).toContain('Search only');
    await page.getByRole('button', { name: 'Remove the slice Search only' }).click();
    await page.getByRole('button', { name: /Search only.*saved/ }).waitFor({ state: 'detached' });
  });
});
