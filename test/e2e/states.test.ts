import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessibleInBothThemes, launchBrowser, openPage, type WatchedPage } from './fixtures/browser';
import { type Harness, startHarness } from './fixtures/harness';
import { takePicture } from './fixtures/picture';
import type { Scenario } from './harness/scenario';

/** A route of a scenario, and what stands there and in no other state once it is reached. */
type State = [route: string, text: string];

const states: [Scenario, State[]][] = [
  [
    'filled',
    [
      ['#/data', 'checks found nothing'],
      ['#/data?table=impressions&request=r-000012', 'row 1 of 186,045'],
      ['#/data?table=impressions&profile=f_price', 'Distribution'],
      ['#/data?table=impressions&profile=surface', 'Most frequent values'],
      ['#/data?tab=console', 'Every column of impressions'],
      ['#/data?tab=console&sql=SELECT+1', 'Not run yet'],
      ['#/data?tab=weights&weights=click=2,order=3', 'The list that moves most'],
      ['#/compare?request=r-000012', 'Order candidate'],
      ['#/compare?request=r-000012&inspect=notes', 'Handed over to Ana'],
      [
        "#/compare?inspect=notes&slice=(served_at >= '2026-07-06' AND served_at < '2026-07-09') AND (locale = 'nl')",
        '3,120 of 12,403 requests',
      ],
      ['#/compare?metric=dcg@10&models=candidate,popular-boost,@logged', '2 other contestants'],
    ],
  ],
  ['big', [['#/data?table=impressions', 'row 1 of 1,000,000']]],
  [
    'empty',
    [
      ['#/data', 'No label.'],
      ['#/data?table=impressions', 'has no rows'],
      ['#/data?table=impressions&profile=grade', 'There is no row to look at.'],
      ['#/data?tab=models', 'The case has no models.'],
      ['#/data?tab=weights', 'No model of this case has weights.'],
      ['#/compare', 'No model has scores to compare'],
    ],
  ],
  [
    'error',
    [
      ['#/data', 'The disk of the session is full'],
      ['#/data?tab=weights', 'The disk of the session is full'],
      ['#/data?model=candidate', 'The disk of the session is full'],
      ['#/data?tab=console', 'Ask the session'],
      ['#/compare?request=r-000012', 'The disk of the session is full'],
      ['#/data?table=impressions', 'The disk of the session is full'],
      ['#/data?table=impressions&profile=grade', 'The disk of the session is full'],
    ],
  ],
  [
    'loading',
    [
      ['#/data?tab=tables', 'Measuring candidate'],
      ['#/data?tab=weights', 'Measuring candidate'],
      ['#/data?model=candidate&with=broken', 'Measuring candidate'],
      ['#/compare?request=r-000012', 'Measuring candidate'],
    ],
  ],
  ['means', [['#/compare', 'intervals and tests are being computed']]],
  ['open', [['', 'Folders you may open from']]],
  ['building', [['', 'Sorting 10,204,113 rows']]],
  ['failed', [['', 'Did you mean']]],
  ['lost', [['', 'lacks the key']]],
];

let browser: Browser;
let harness: Harness;
let watched: WatchedPage;
let page: Page;
let shown: Scenario | undefined;

/** Goes to a state: by the route alone where the page shows the scenario already. */
async function show(scenario: Scenario, route: string): Promise<void> {
  if (shown !== scenario) {
    if (shown !== undefined) await page.evaluate(forget);
    await page.goto('about:blank');
    await page.goto(harness.url(scenario, route));
  } else {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, route);
    // What stood there before goes with the next frames.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  shown = scenario;
}

/** Nothing stays of the case that was open before. */
function forget(): void {
  localStorage.clear();
  sessionStorage.clear();
}

describe.each(states)('the state %s', (scenario, routes) => {
  beforeAll(async () => {
    if (watched) return;
    [browser, harness] = await Promise.all([launchBrowser(), startHarness()]);
    watched = await openPage(browser);
    page = watched.page;
  });

  it.each(routes)('at %s has no faults in either theme', async (route, text) => {
    await show(scenario, route);
    await page.getByText(text).or(page.getByLabel(text)).first().waitFor();
    const name = `${scenario}-${route.replace(/[^a-z0-9]+/gi, '-')}`;
    await expectAccessibleInBothThemes(page, (theme) => takePicture(page, `${name}-${theme}`));
    expect(watched.faults).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});

afterAll(async () => {
  await browser?.close();
  harness?.stop();
});
