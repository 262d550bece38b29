import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blendedCase } from '../engine/support/blendedCase';
import { launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Host, isBuilt, startHost } from './fixtures/host';
import { WeightsPage } from './pages/weightsPage';

let browser: Browser;
let host: Host;
let folder: string;
let watched: WatchedPage;
let weights: WeightsPage;

describe.skipIf(!isBuilt)('weights of a value model', () => {
  // The tests follow each other on one page: what one leaves is what the next begins with.
  beforeAll(async () => {
    folder = blendedCase();
    [browser, host] = await Promise.all([launchBrowser(), startHost(folder)]);
    watched = await openPage(browser);
    weights = new WeightsPage(watched.page);
    await watched.page.goto(host.url);
    await weights.open();
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it("begins with the case's weights, the front and what may be claimed", async () => {
    await watched.page.getByText("These are the case's weights: no list moves.").waitFor();
    await watched.page.getByText('dominated by no other').waitFor();
    expect(await weights.points.getByRole('row').count()).toBeGreaterThan(20);
    expect(await weights.points.getByRole('row').nth(1).textContent()).toContain('baseline 1, candidate 2 (case)');
    await watched.page.getByText('not what would have happened').waitFor();
  });

  it('ranks every list again as a weight moves by the keyboard, and takes it back', async () => {
    const { page } = watched;
    await weights.slider('baseline').focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    await weights.moved.waitFor();
    expect(page.url()).toContain('weights=baseline%3D1.2,candidate%3D2');
    expect(await weights.number('baseline').inputValue()).toBe('1.2');
    await page.keyboard.press('Control+z');
    await page.getByText('no list moves').waitFor();
    expect(page.url()).not.toContain('weights=baseline');
  });

  it('takes a weighting of the table and copies it for case.yaml', async () => {
    const { page } = watched;
    await weights.take('candidate 3').focus();
    await page.keyboard.press('Enter');
    await weights.moved.waitFor();
    await page.getByRole('button', { name: 'Copy for case.yaml' }).click();
    await page.getByText('Copied the lines for case.yaml.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('blend:\n  baseline: 0\n  candidate: 3\n');
  });

  it('comes back from its address, and says when nothing is weighed', async () => {
    const { page } = watched;
    await page.reload();
    await weights.moved.waitFor();
    expect(await weights.number('candidate').inputValue()).toBe('3');
    await weights.number('candidate').fill('0');
    await page.getByText('All weights are 0').waitFor();
    await page.getByRole('button', { name: "Case's weights" }).click();
    await page.getByText('no list moves').waitFor();
    expect(watched.faults).toEqual([]);
  });
});
