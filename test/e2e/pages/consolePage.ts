import type { Locator, Page } from 'playwright-core';

/** The SQL console as a person finds its parts. */
export class ConsolePage {
  readonly editor: Locator;
  readonly result: Locator;
  readonly grid: Locator;

  constructor(readonly page: Page) {
    this.editor = page.getByRole('textbox', { name: 'SQL' });
    this.result = page.getByRole('region', { name: 'Result' });
    this.grid = this.result.getByRole('grid', { name: 'Result' });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'SQL console' }).click();
    await this.editor.waitFor();
  }

  /** Writes a query over what stands there. */
  async write(sql: string): Promise<void> {
    await this.editor.click();
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(sql);
  }

  async run(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
  }

  async text(): Promise<string> {
    return (await this.editor.locator('.cm-line').allTextContents()).join('\n');
  }
}
