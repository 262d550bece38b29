import type { Locator, Page } from 'playwright-core';

/** The Compare view as a person finds its parts. */
export class CompareView {
  readonly sentence: Locator;
  readonly metrics: Locator;
  readonly requests: Locator;
  readonly inspector: Locator;

  constructor(readonly page: Page) {
    this.sentence = page
      .getByRole('paragraph')
      .filter({ hasText: /baseline|candidate|verdict/ })
      .first();
    this.metrics = page.getByRole('table', { name: 'Metrics', exact: true });
    this.requests = page.getByRole('grid', { name: 'Requests' });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
  }

  /** Waits until the intervals are there too. */
  async ready(): Promise<void> {
    await this.requests.getByRole('gridcell').first().waitFor();
    await this.page.getByText('p corrected by Holm').waitFor();
  }

  metricNames(): Promise<string[]> {
    return this.metrics.getByRole('rowheader').allTextContents();
  }

  /** A number of the table, by what a screen reader says of it. */
  number(name: RegExp): Locator {
    return this.metrics.getByRole('button', { name }).first();
  }

  chosenRequest(): Promise<string | null> {
    return this.inspector.getByRole('heading', { level: 2 }).textContent();
  }
}
