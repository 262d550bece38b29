import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, expectAccessibleInBothThemes, launchBrowser, openPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { takePicture } from './fixtures/picture';

const samples = path.resolve(import.meta.dirname, '../../samples');
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

describe('import wizard', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.stop());

  it('shows what the files are and takes other roles', async () => {
    const { page, context, faults } = await openPage(browser);
    await page.goto(harness.url('open', ''));
    await page.getByRole('button', { name: 'New case from files' }).click();
    await page.getByRole('button', { name: 'cases', exact: true }).click();
    await page.getByRole('checkbox', { name: 'Choose notes.txt' }).check();
    await page.getByRole('checkbox', { name: 'Choose lessons' }).check();
    await expectAccessibleInBothThemes(page, (theme) => takePicture(page, `wizard-files-${theme}`));
    await page.getByRole('button', { name: 'Look at 2 choices' }).click();
    const yaml = page.getByRole('region', { name: 'case.yaml' });
    await yaml.getByText('request: request_id').waitFor();
    await expectAccessibleInBothThemes(page, (theme) => takePicture(page, `wizard-preview-${theme}`));
    await page.getByRole('combobox', { name: 'Column of relevance' }).click();
    await page.getByRole('option', { name: 'clicked · 48%' }).click();
    await yaml.getByText('relevance: clicked').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('Spring sale');
    await yaml.getByText('name: Spring sale').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe.skipIf(!isBuilt)('import wizard over the real engine', () => {
  let host: Host;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rankscope-wizard-'));
    cpSync(path.join(samples, 'small/data'), folder, { recursive: true });
    host = await startHost(null, folder);
  });
  afterAll(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes a case of files and opens it by keyboard only', async () => {
    const { page, context, faults } = await openPage(browser);
    await page.goto(host.url);
    await page.getByRole('heading', { name: 'Folders' }).waitFor();
    await tabTo(page, /^New case from files$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New case: which files?' }).waitFor();
    await page.getByRole('checkbox').first().waitFor();
    await tabTo(page, /^Choose /);
    await page.keyboard.press('Space');
    await tabTo(page, /^Look at 1 choice$/);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'case.yaml' }).getByText('rankscope: 1').waitFor();
    await tabTo(page, /^Create and open$/);
    await page.keyboard.press('Enter');
    await page.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: 60_000 });
    expect(readFileSync(path.join(folder, 'case.yaml'), 'utf8')).toContain('request: request_id');
    expect(faults).toEqual([]);
    await context.close();
  });

  it('takes files of this machine, makes a case of them and removes them with the server', async () => {
    const own = await startHost(null, folder);
    const { page, context, faults } = await openPage(browser);
    await page.goto(own.url);
    await page.getByRole('button', { name: 'New case from files' }).click();
    const files = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Send files to the server' }).click();
    await (await files).setFiles(path.join(samples, 'small/data/impressions.csv'));
    await page.getByRole('button', { name: 'Leave out impressions.csv' }).waitFor();
    await takePicture(page, 'wizard-sent');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Look at 1 choice' }).click();
    const yaml = page.getByRole('region', { name: 'case.yaml' });
    await page.getByRole('textbox', { name: 'Name' }).fill('From here');
    await yaml.getByText('name: From here').waitFor();
    await page.getByRole('button', { name: 'Create and open' }).click();
    await page.getByRole('heading', { level: 1, name: 'From here' }).waitFor();
    expect(readdirSync(path.join(own.cache, 'uploads'))).toHaveLength(1);
    expect(faults).toEqual([]);
    await context.close();
    await own.end();
    expect(readdirSync(path.join(own.cache, 'uploads'))).toEqual([]);
    await own.stop();
  });

  it('keeps a case.yaml that is there until it may be replaced', async () => {
    expect(existsSync(path.join(folder, 'case.yaml'))).toBe(true);
    const { page, context } = await openPage(browser);
    await page.goto(host.url);
    await page.getByRole('button', { name: 'New case from files' }).click();
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: /^Look at/ }).click();
    const target = page.getByRole('textbox', { name: 'Folder for case.yaml' });
    await target.fill('/nowhere');
    await page.keyboard.press('Tab');
    await page.getByRole('alert').waitFor();
    await target.fill(folder);
    await page.keyboard.press('Tab');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create and open' }).click();
    await page.getByText('is there already').waitFor();
    await page.getByRole('button', { name: 'Replace the case.yaml that is there' }).click();
    await page.getByRole('navigation', { name: 'Views' }).waitFor({ timeout: 60_000 });
    await context.close();
  });
});

/** Presses Tab until the thing of that name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
