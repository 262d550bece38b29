import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, launchBrowser, openPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { takePicture } from './fixtures/picture';
import { type Scenario, scenarios } from './harness/scenario';

interface State {
  scenario: Scenario;
  route: string;
  /** Text that stands there once the state is reached. */
  text: string;
}

const routes: Partial<Record<Scenario, [string, string][]>> = {
  filled: [
    ['#/data', 'checks found nothing'],
    ['#/data?table=impressions&request=r-000012', 'row 1 of 186,045'],
    ['#/data?table=impressions&profile=f_price', 'Distribution'],
    ['#/data?table=impressions&profile=surface', 'Most frequent values'],
    ['#/data?tab=console', 'Every column of impressions'],
    ['#/data?tab=console&sql=SELECT+1', 'Not run yet'],
    ['#/compare?request=r-000012', 'worse than baseline'],
    ['#/compare?request=r-000012&inspect=notes', 'Handed over to Ana'],
    [
      "#/compare?inspect=notes&slice=(served_at >= '2026-07-06' AND served_at < '2026-07-09') AND (locale = 'nl')",
      '3,120 of 12,403 requests',
    ],
    ['#/compare?metric=dcg@10&models=candidate,popular-boost,@logged', 'worse than baseline'],
  ],
  big: [['#/data?table=impressions', 'row 1 of 1,000,000']],
  empty: [
    ['#/data', 'No label.'],
    ['#/data?table=impressions', 'has no rows'],
    ['#/data?table=impressions&profile=grade', 'There is no row to look at.'],
    ['#/data?tab=models', 'The case has no models.'],
    ['#/compare', 'No model has scores to compare'],
  ],
  error: [
    ['#/data', 'The disk of the session is full'],
    ['#/data?table=impressions&profile=grade', 'The disk of the session is full'],
    ['#/data?model=candidate', 'The disk of the session is full'],
    ['#/data?tab=console', 'Ask the session'],
    ['#/data?table=impressions', 'The disk of the session is full'],
    ['#/compare?request=r-000012', 'The disk of the session is full'],
  ],
  loading: [
    ['#/data?tab=tables', 'Measuring candidate'],
    ['#/data?model=candidate&with=broken', 'Measuring candidate'],
    ['#/compare?request=r-000012', 'Measuring candidate'],
  ],
  means: [['#/compare', 'intervals and tests are being computed']],
  open: [['', 'Folders you may open from']],
  building: [['', 'Sorting 10,204,113 rows']],
  failed: [['', 'Did you mean']],
  lost: [['', 'lacks the key']],
};

const states: State[] = scenarios.flatMap((scenario) =>
  (routes[scenario] ?? []).map(([route, text]) => ({ scenario, route, text })),
);

let browser: Browser;
let harness: Harness;

beforeAll(async () => {
  [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
});

afterAll(async () => {
  await browser?.close();
  harness?.stop();
});

describe.each(['light', 'dark'] as const)('states in the %s theme', (theme) => {
  it.each(states)('shows $scenario $route without faults', async ({ scenario, route, text }) => {
    const { page, context, faults } = await openPage(browser, { theme });
    await page.goto(harness.url(scenario, route));
    await page.getByText(text).first().waitFor();
    await takePicture(page, `${scenario}-${route.replace(/[^a-z0-9]+/gi, '-')}-${theme}`);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await context.close();
  });
});
