import type { Locator, Page } from 'playwright-core';

/** The weights of the Data view as a person finds their parts. */
export class WeightsPage {
  readonly points: Locator;
  /** There once a list moves. */
  readonly moved: Locator;

  constructor(readonly page: Page) {
    this.points = page.getByRole('table', { name: 'Weightings' });
    this.moved = page.getByRole('region', { name: 'The list that moves most' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Weights' }).click();
    await this.points.waitFor();
  }

  slider(objective: string): Locator {
    return this.page.getByRole('slider', { name: `Weight of ${objective}` });
  }

  number(objective: string): Locator {
    return this.page.getByRole('textbox', { name: `Weight of ${objective} as a number` });
  }

  take(weighting: string): Locator {
    return this.points.getByRole('button', { name: `Take ${weighting}`, exact: true });
  }
}
