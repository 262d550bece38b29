import type { Locator, Page } from 'playwright-core';

/** The slice bar and its editor, by what a person sees. */
export class SliceBar {
  readonly bar: Locator;
  readonly add: Locator;
  readonly predicate: Locator;
  readonly column: Locator;

  constructor(page: Page) {
    this.bar = page.getByRole('region', { name: 'Slice', exact: true });
    this.add = page.getByRole('button', { name: 'Add a filter' });
    this.predicate = page.getByRole('textbox', { name: 'Predicate' });
    this.column = page.getByRole('combobox', { name: 'Column' });
  }

  /** Waits until the bar says so, such as `99 of 400 requests`. */
  async says(text: string): Promise<void> {
    await this.bar.getByText(text).waitFor();
  }
}
