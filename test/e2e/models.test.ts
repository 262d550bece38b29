import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessibleInBothThemes, launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type CaseHost, copySample, startCaseHost } from './fixtures/caseHost';
import { isBuilt } from './fixtures/host';
import { takePicture } from './fixtures/picture';
import { ModelPageView } from './pages/modelPage';

const fixtures = path.resolve(import.meta.dirname, '../fixtures');

/** The small sample with trees from an MLflow folder and a file that is cut off. */
function caseOfModels(): string {
  const folder = copySample('small');
  cpSync(path.join(fixtures, 'mlflow/lightgbm'), path.join(folder, 'models/trees'), { recursive: true });
  const whole = readFileSync(path.join(fixtures, 'trees/lgb_full.txt'), 'utf8');
  writeFileSync(path.join(folder, 'models/torn.txt'), whole.slice(0, 4000));
  const more = `  - name: trees
    file: models/trees
    rename: { f_ctr: f_ctr_28d, f_price: f_price_log, f_age: f_age_days }
  - { name: torn, file: models/torn.txt }
`;
  const file = path.join(folder, 'case.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('slices:', `${more}\nslices:`));
  return folder;
}

describe.skipIf(!isBuilt)('the page of a model', () => {
  let browser: Browser;
  let host: CaseHost;
  let watched: WatchedPage;
  let page: Page;
  let view: ModelPageView;

  beforeAll(async () => {
    [browser, host] = await Promise.all([launchBrowser(), startCaseHost(caseOfModels())]);
    watched = await openPage(browser);
    page = watched.page;
    view = new ModelPageView(page);
    await page.goto(host.url);
    await page.getByRole('table', { name: 'Models' }).waitFor();
  });
  afterAll(async () => {
    await watched?.context.close();
    await browser?.close();
    await host?.stop();
    expect(watched?.faults ?? []).toEqual([]);
  });

  const goTo = (route: string) =>
    page.evaluate((hash) => {
      location.hash = hash;
    }, route);

  it('opens from the table of models by keyboard, and goes back', async () => {
    await page.getByRole('button', { name: 'Open the model trees' }).focus();
    await page.keyboard.press('Enter');
    await view.of('trees').getByText('2 trees with 6 leaves (LightGBM v4 in an MLflow folder)').waitFor();
    expect(page.url()).toContain('model=trees');
    expect(await view.inputs.getByRole('row').nth(1).textContent()).toMatch(/^f_ctrf_ctr_28dfloat643\.0%––97\.0%/);
    await page.goBack();
    await page.getByRole('table', { name: 'Models' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Command' }).fill('model: candidate');
    await page.keyboard.press('Enter');
    await view.of('candidate').getByText('A graph of 3 nodes, 61 parameters').waitFor();
  });

  it('reads out importance by keyboard, by every measure there is', async () => {
    await goTo('#/data?model=trees');
    await view.bars.focus();
    await page.keyboard.press('ArrowRight');
    await view
      .panel('Feature importance')
      .getByText(/^f_ctr: [\d.]+ ± [\d.]+ mean \|SHAP\|$/)
      .first()
      .waitFor();
    await page.getByRole('radio', { name: 'Mean |SHAP|' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByText('Sum of the loss reductions of the splits').waitFor();
    await view.choose('Feature importance', 'Show as a table');
    expect(await view.panel('Feature importance').getByRole('gridcell').first().textContent()).toBe('f_ctr');
    await goTo('#/data?model=candidate&measure=gain');
    await view
      .panel('Feature importance')
      .getByText(/it has neither gains nor splits/)
      .waitFor();
  });

  it('tells fidelity link by link and gives the fingerprint away', async () => {
    await goTo('#/data?model=baseline');
    await view.panel('Fidelity').getByText('100.0% of 5,014 rows within tolerance').waitFor();
    await page.getByRole('button', { name: 'Copy the SHA-256 of baseline' }).press('Enter');
    await page.getByText('Copied the SHA-256 of baseline.').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows only what differs from another model', async () => {
    await page.getByRole('combobox', { name: 'Compare with' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('candidate');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const facts = page.getByRole('table', { name: 'Facts that differ' });
    await facts.getByText('Gemm 2, Tanh 1').waitFor();
    expect(await facts.textContent()).not.toContain('kind');
    await page.getByRole('table', { name: 'Ranks that differ' }).getByText('f_affinity').waitFor();
    await takePicture(page, 'model-diff');
  });

  it('says why a model has no scores, and what to do', async () => {
    await goTo('#/data?model=torn');
    const trouble = view.of('torn').getByRole('alert');
    await trouble.getByText(/the file ends before the line "end of trees"/).waitFor();
    await trouble.getByRole('button', { name: 'Score again' }).waitFor();
    await goTo('#/data?model=popularity');
    await view.of('popularity').getByText('A file of scores; scores for 4,982 of 5,014 rows').waitFor();
    await goTo('#/data?model=nobody');
    await page.getByText('There is no model "nobody" in this case.').waitFor();
  });

  it.each(['#/data?model=trees&with=baseline', '#/data?model=torn'])('keeps %s accessible', async (route) => {
    await goTo(route);
    await page.getByRole('region', { name: 'Facts' }).waitFor();
    await expect.poll(() => page.locator('[aria-busy=true]').count(), { timeout: 20_000 }).toBe(0);
    const name = route.includes('torn') ? 'torn' : 'trees';
    await expectAccessibleInBothThemes(page, (theme) => takePicture(page, `model-${theme}-${name}`));
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
