import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type CaseHost, copySample, startCaseHost } from './fixtures/caseHost';
import { isBuilt } from './fixtures/host';
import { CompareView } from './pages/compareView';
import { ShellPage } from './pages/shellPage';

describe.skipIf(!isBuilt)('a contest of lists that are no models', () => {
  let browser: Browser;
  let host: CaseHost;
  let watched: WatchedPage;

  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startCaseHost(copySample('cases/R3'))]);
    watched = await openPage(browser);
    await watched.page.goto(host.url);
  });
  afterAll(async () => {
    await watched?.context.close();
    await browser?.close();
    await host?.stop();
    expect(watched?.faults ?? []).toEqual([]);
  });

  it('sets the order before the rules beside the list as shown', async () => {
    const { page } = watched;
    const inPlay = page.getByRole('list', { name: 'Models in play' });
    await inPlay.getByRole('button', { name: /^@logged.*baseline/ }).waitFor();
    await page.getByRole('button', { name: 'Add a model to the contest' }).click();
    await page.getByRole('menuitem', { name: '@ranker', exact: true }).click();
    await inPlay.getByRole('button', { name: '@ranker' }).waitFor();
    await new ShellPage(page).run('go to compare');
    await new CompareView(page).metrics.getByRole('columnheader', { name: '@ranker' }).first().waitFor();
    expect(decodeURIComponent(page.url())).toContain('models=baseline,@ranker');
  });
});
