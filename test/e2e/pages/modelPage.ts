import type { Locator, Page } from 'playwright-core';

/** The page of a model in the Data view. */
export class ModelPageView {
  constructor(readonly page: Page) {}

  of(name: string): Locator {
    return this.page.getByRole('article', { name: `Model ${name}` });
  }

  panel(title: string | RegExp): Locator {
    return this.page.getByRole('region', { name: title });
  }

  get inputs(): Locator {
    return this.page.getByRole('table', { name: 'Inputs of the model' });
  }

  /** The drawing of the importance, once it stands. */
  get bars(): Locator {
    return this.page.getByRole('img', { name: /of the features of/ });
  }

  async choose(panel: string, action: string): Promise<void> {
    await this.page.getByRole('button', { name: `Menu of ${panel}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: action }).click();
  }
}
