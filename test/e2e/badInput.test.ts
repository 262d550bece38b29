import { chmodSync, chownSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type CaseHost, copySample, startCaseHost } from './fixtures/caseHost';
import { killEngine } from './fixtures/engineOf';
import { isBuilt } from './fixtures/host';
import { CompareView } from './pages/compareView';
import { ShellPage } from './pages/shellPage';
import { SliceBar } from './pages/sliceBar';

let browser: Browser;
let host: CaseHost;
let watched: WatchedPage;
let shell: ShellPage;

/** Opens the window over a case and waits until it is there. */
async function open(folder: string, user?: { uid: number; gid: number }): Promise<void> {
  host = await startCaseHost(folder, user);
  await watched.page.goto(host.url);
}

async function writeNote(text: string): Promise<void> {
  await watched.page.keyboard.press('n');
  await expect.poll(() => shell.focused()).toBe('New note');
  await watched.page.keyboard.type(text);
  await watched.page.keyboard.press('ControlOrMeta+Enter');
}

describe.skipIf(!isBuilt)('a window under trouble', () => {
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    watched = await openPage(browser);
    shell = new ShellPage(watched.page);
  });
  afterEach(async () => {
    await watched.context.close();
    await host?.stop();
  });

  it('comes back in every view after the engine was killed', async () => {
    const { page } = watched;
    await open(copySample('small'));
    const slices = new SliceBar(page);
    await slices.says('400 requests');
    const views = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
    expect(await views.count()).toBeGreaterThan(1);
    for (const view of await views.all()) {
      await view.click();
      await page.getByRole('table').or(page.getByRole('grid')).first().waitFor();
      killEngine(host.pid);
      await shell.status.getByText(/engine lost|connecting/).waitFor();
      await shell.status.getByText('engine ready').waitFor();
      await shell.run('slice: dutch');
      await slices.says('99 of 400 requests');
      await page.getByRole('button', { name: 'Show all requests' }).click();
      await slices.says('all requests');
    }
    await page.keyboard.press('2');
    await new CompareView(page).ready();
    expect(watched.faults.filter((fault) => !/WebSocket/.test(fault))).toEqual([]);
  });

  it('finds its build again after a reload in the middle of it', async () => {
    const { page } = watched;
    const folder = copySample('small');
    writeFileSync(path.join(folder, 'data/impressions.csv'), longLog());
    await open(folder);
    await page.getByRole('progressbar').first().waitFor();
    await page.reload();
    await page.getByRole('region', { name: 'Slice', exact: true }).waitFor();
    await new SliceBar(page).says('30,000 requests');
    expect(watched.faults).toEqual([]);
  });

  it('says that the host is gone and keeps what it shows', async () => {
    const { page } = watched;
    await open(copySample('small'));
    await new SliceBar(page).says('400 requests');
    await page.keyboard.press('2');
    await new CompareView(page).ready();
    await host.stop();
    await page.getByRole('alert').getByRole('button', { name: 'Connect now' }).waitFor();
    await shell.status.getByText(/engine lost|connecting/).waitFor();
    expect(await page.getByRole('grid', { name: 'Requests' }).getByRole('gridcell').count()).toBeGreaterThan(10);
    await page.keyboard.press('1');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });

  it('goes on with the session of a case that was deleted, and says why nothing is saved', async () => {
    const { page } = watched;
    await open(copySample('small'));
    const slices = new SliceBar(page);
    await slices.says('400 requests');
    rmSync(host.folder, { recursive: true });
    await shell.run('slice: dutch');
    await slices.says('99 of 400 requests');
    await writeNote('Too late.');
    await shell.inspector.getByRole('alert').filter({ hasText: 'without its case' }).waitFor();
    expect(await shell.inspector.getByRole('textbox', { name: 'New note' }).inputValue()).toBe('Too late.');
    await page.keyboard.press('Escape');
    expect(watched.faults).toEqual([]);
  });

  it('says that the case folder is read-only and keeps the text', async () => {
    const folder = copySample('small');
    // Rights do not bind root: the host then runs as the user nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;
    if (nobody) for (const each of [path.dirname(folder), folder]) chownSync(each, nobody.uid, nobody.gid);
    chmodSync(folder, 0o555);
    await open(folder, nobody);
    await new SliceBar(watched.page).says('400 requests');
    await writeNote('Where to?');
    await shell.inspector.getByRole('alert').filter({ hasText: 'may not be written' }).waitFor();
    expect(await shell.inspector.getByRole('textbox', { name: 'New note' }).inputValue()).toBe('Where to?');
    chmodSync(folder, 0o755);
    expect(watched.faults).toEqual([]);
  });
});

/** A log of the sample's columns that takes a while to be read. */
function longLog(): string {
  const names =
    'request_id,served_at,user_id,query,surface,device,locale,model_version,item_id,position,serving_score,click,ordered,gmv,grade,f_text_match,f_price_log,f_ctr_28d,f_popularity,f_rating,f_age_days,f_affinity,f_in_stock';
  const rows = Array.from({ length: 300_000 }, (_, i) => {
    const request = Math.floor(i / 10);
    const day = String(1 + (request % 28)).padStart(2, '0');
    const features = Array.from({ length: 8 }, (_, f) => (i * (f + 3)) % 101).join(',');
    return `q${request},2026-06-${day}T10:00:00Z,u${request % 500},tent,search,web,nl,v1,i${i % 997},${(i % 10) + 1},${i % 7},0,0,,${i % 4},${features}`;
  });
  return `${names}\n${rows.join('\n')}\n`;
}
