import { readdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible, launchBrowser, openAgain, openPage, type WatchedPage } from './fixtures/browser';
import { type CaseHost, copySample, startCaseHost } from './fixtures/caseHost';
import { isBuilt } from './fixtures/host';
import { CompareView } from './pages/compareView';
import { ShellPage } from './pages/shellPage';
import { SliceBar } from './pages/sliceBar';

let browser: Browser;
let host: CaseHost;
let watched: WatchedPage;
let shell: ShellPage;
let slices: SliceBar;

describe.skipIf(!isBuilt)('shell', () => {
  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startCaseHost(copySample('small'))]);
  });
  afterAll(async () => {
    await browser?.close();
    await host?.stop();
  });
  beforeEach(async () => {
    watched ??= await openPage(browser);
    shell = new ShellPage(watched.page);
    slices = new SliceBar(watched.page);
    await openAgain(watched, host.url);
    await slices.says('400 requests');
  });
  afterEach(async () => {
    expect(watched.faults.splice(0)).toEqual([]);
  });

  it('brushes a period by keyboard, takes it back and does it again', async () => {
    const { page } = watched;
    await shell.edge('Begin').focus();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowRight');
    await slices.bar.getByText(/^served_at >= '/).waitFor();
    await page.getByText(/^\d+ of 400 requests$/).waitFor();
    const brushed = await page.getByText(/^\d+ of 400 requests$/).textContent();
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+z');
    await page.keyboard.press('ControlOrMeta+z');
    await slices.says('all requests');
    await page.keyboard.press('ControlOrMeta+Shift+z');
    await page.getByText(/^Done again: filter by served_at/).waitFor();
    expect(brushed).not.toBe('400 of 400 requests');
    await shell.edge('Begin').focus();
    await page.keyboard.press('Escape');
    await slices.says('all requests');
  });

  it('brushes a period by pointer and says what a bucket holds', async () => {
    const { page } = watched;
    const area = (await shell.edge('End').locator('..').boundingBox())!;
    const y = area.y + 15;
    await page.mouse.move(area.x + area.width * 0.25, y);
    await shell.time.getByText(/\d requests?$/).waitFor();
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.5, y, { steps: 4 });
    await page.mouse.up();
    await slices.bar.getByText(/^served_at >= '.*' AND served_at < '/).waitFor();
    await page.getByRole('button', { name: 'All of the time' }).click();
    await slices.says('all requests');
  });

  it('changes the contest from the top bar and takes it back', async () => {
    const { page } = watched;
    const inPlay = page.getByRole('list', { name: 'Models in play' });
    await inPlay.getByRole('button', { name: 'popularity' }).click();
    await page.getByRole('menuitem', { name: 'Take it out of the contest' }).click();
    await page.getByRole('button', { name: 'Add a model to the contest' }).click();
    await page.getByRole('menuitem', { name: 'popularity', exact: true }).click();
    await inPlay.getByRole('button', { name: 'popularity' }).click();
    await page.getByRole('menuitem', { name: 'Make it the baseline' }).click();
    await inPlay.getByRole('button', { name: /popularity.*baseline/ }).waitFor();
    await page.getByRole('button', { name: /^Undo: baseline popularity/ }).click();
    await inPlay.getByRole('button', { name: /^baseline.*baseline/ }).waitFor();
  });

  it('finds commands and runs them by keyboard', async () => {
    const { page } = watched;
    await shell.run('slice: dutch');
    await slices.says('99 of 400 requests');
    await shell.run('undo: filter by');
    await slices.says('all requests');
    await page.keyboard.press('ControlOrMeta+k');
    await shell.command.fill('theme');
    await page.keyboard.press('ArrowDown');
    const active = await shell.command.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await shell.command.waitFor({ state: 'detached' });
  });

  it('dismisses one problem and keeps the others', async () => {
    const { page } = watched;
    await page.getByRole('tab', { name: 'SQL console' }).click();
    for (const metric of ['nope@1', 'nope@2']) {
      await page.evaluate((name) => {
        location.hash = `#/compare?metrics=${name}`;
      }, metric);
      await page.getByRole('alert').getByText(metric).first().waitFor();
    }
    await shell.status.getByRole('button', { name: /nope@2/ }).click();
    await page.getByRole('button', { name: /^Dismiss: .*nope@2/ }).click();
    await page.getByRole('button', { name: /^Dismiss: .*nope@2/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await shell.status.getByRole('button', { name: /nope@1/ }).waitFor();
  });

  it('closes the session when the last window leaves the case, and opens it again', async () => {
    const { page } = watched;
    const locks = () =>
      readdirSync(host.cache, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('session.lock'));
    const other = await openPage(browser);
    await other.page.goto(host.url);
    await new SliceBar(other.page).says('400 requests');
    await shell.run('open another case');
    await page.getByRole('textbox', { name: /Path of a case/ }).waitFor();
    expect(locks()).toHaveLength(1);
    await new ShellPage(other.page).run('open another case');
    await expect.poll(() => locks()).toEqual([]);
    await other.context.close();
    await page.getByRole('button', { name: /^Outdoor shop/ }).click();
    await slices.says('400 requests');
    await page.getByRole('button', { name: 'Go to the list of requests' }).click();
    await page.getByText('Choose one in the list of requests;').waitFor();
  });

  it('lists every shortcut that it binds', async () => {
    const { page } = watched;
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    for (const what of ['Go to Compare', 'Undo', 'Add a filter', 'Write a note', 'Copy the selection as TSV']) {
      await help.getByText(what).first().waitFor();
    }
    await expectAccessible(page);
  });

  it('keeps notes beside the case, shares them between windows and takes them back', async () => {
    const { page } = watched;
    const other = await openPage(browser);
    await other.page.goto(host.url);
    await new SliceBar(other.page).says('400 requests');
    const theirs = new ShellPage(other.page);
    await other.page.keyboard.press('n');
    await page.keyboard.press('n');
    await expect.poll(() => shell.focused()).toBe('New note');
    await page.keyboard.type('Look at sandals.');
    await other.page.keyboard.type('Look at tents.');
    await Promise.all([page.keyboard.press('ControlOrMeta+Enter'), other.page.keyboard.press('ControlOrMeta+Enter')]);
    for (const each of [shell, theirs]) {
      await each.inspector.getByText('Look at sandals.').waitFor();
      await each.inspector.getByText('Look at tents.').waitFor();
    }
    expect(host.read('rankscope/notes.ndjson').trim().split('\n')).toHaveLength(2);
    await page.getByRole('button', { name: /^Undo: write the note "Look at sandals/ }).click();
    await theirs.inspector.getByText('Look at sandals.').waitFor({ state: 'detached' });
    await theirs.inspector.getByText('Look at tents.').waitFor();
    for (const each of [shell, theirs]) await each.inspector.getByRole('button', { name: 'Change the note' }).click();
    for (const [each, text] of [
      [shell, 'Look at large tents.'],
      [theirs, 'Look at small tents.'],
    ] as const) {
      await each.inspector.getByRole('textbox', { name: 'Text of the note' }).fill(text);
      await each.inspector.getByRole('button', { name: 'Save', exact: true }).click();
      await shell.inspector.getByText(text).waitFor();
    }
    await other.page.getByText('Another window changed the note meanwhile: both are kept.').waitFor();
    await theirs.inspector.getByText('Look at large tents.').waitFor();
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await other.context.close();
    expect(other.faults).toEqual([]);
  });

  it('restores a view whole from a link and goes back and forward', async () => {
    const { page } = watched;
    const link =
      "#/compare?slice=locale+%3D+'nl'&baseline=candidate&models=baseline&metric=mrr&order=best&request=r0302&inspect=facts";
    await page.evaluate((hash) => {
      location.hash = hash;
    }, link);
    const compare = new CompareView(page);
    await compare.ready();
    await slices.says('99 of 400 requests');
    expect(await compare.chosenRequest()).toBe('r0302');
    expect(await shell.tab('Facts').getAttribute('aria-selected')).toBe('true');
    expect(await page.getByRole('combobox', { name: 'Baseline' }).inputValue()).toBe('candidate');
    await page.getByRole('button', { name: 'Show all requests' }).click();
    await slices.says('all requests');
    await page.goBack();
    await slices.says('99 of 400 requests');
    await page.goForward();
    await slices.says('all requests');
    await shell.run('copy a link');
    await page.getByText('Copied a link to this view.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#/compare?');
  });

  it('shows the overview where an address names a tab that is not there', async () => {
    const { page } = watched;
    await page.evaluate(() => {
      location.hash = '#/data?tab=nope';
    });
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
  });

  it('scrolls nothing sideways at 200% zoom, and every part can be reached', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 640, height: 400 });
    for (const key of ['1', '2']) {
      await page.keyboard.press(key);
      await page
        .getByRole(key === '1' ? 'table' : 'grid')
        .first()
        .waitFor();
      const wide = await page.evaluate(() =>
        [document.documentElement, document.getElementById('content')!].map(
          (each) => each.scrollWidth - each.clientWidth,
        ),
      );
      expect(wide).toEqual([0, 0]);
    }
    const requests = page.getByRole('grid', { name: 'Requests' });
    await requests.scrollIntoViewIfNeeded();
    expect((await requests.boundingBox())!.height).toBeGreaterThan(100);
    await page.keyboard.press('i');
    await shell.inspector.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('i');
    await shell.inspector.waitFor({ state: 'detached' });
  });

  it('keeps its targets at 24 pixels and shows the focus on each', async () => {
    const { page } = watched;
    await page.keyboard.press('2');
    await new CompareView(page).ready();
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll<HTMLElement>(
          'header button, nav a, [aria-label="Slice"] button, [aria-label="Time"] button, [role="slider"], footer button',
        ),
      ]
        .map((each) => ({
          name: each.getAttribute('aria-label') ?? each.textContent,
          box: each.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width < 24 || box.height < 22)
        .map(({ name, box }) => `${name} ${box.width}x${box.height}`),
    );
    expect(small).toEqual([]);
    const unseen: string[] = [];
    await page.locator('body').press('Tab');
    for (let i = 0; i < 30; i += 1) {
      const focus = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement;
        const { outlineStyle, boxShadow } = getComputedStyle(element);
        const seen =
          outlineStyle !== 'none' || boxShadow !== 'none' || element.closest('.mantine-Input-wrapper') !== null;
        return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', seen };
      });
      if (!focus.seen) unseen.push(focus.name);
      await page.keyboard.press('Tab');
    }
    expect(unseen).toEqual([]);
  });
});
