import type { Locator, Page } from 'playwright-core';

/** The Data view as a person finds its parts. */
export class DataViewPage {
  readonly grid: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid');
  }

  async openTables(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Tables' }).click();
    await this.grid.getByRole('gridcell').first().waitFor();
  }

  /** Texts of one row that is in sight, by its number from 1. */
  row(number: number): Locator {
    return this.grid.locator(`[role=row][aria-rowindex="${number + 1}"]`);
  }

  /** The cell under the keyboard's cursor. */
  active(): Locator {
    return this.grid.locator('[data-active]');
  }

  foot(): Locator {
    return this.page.getByText(/^row [\d,]+ of/);
  }
}
