import type { Locator, Page } from 'playwright-core';

/** What stands around every view, by what a person sees. */
export class ShellPage {
  readonly time: Locator;
  readonly inspector: Locator;
  readonly status: Locator;
  readonly command: Locator;

  constructor(readonly page: Page) {
    this.time = page.getByRole('region', { name: 'Time', exact: true });
    this.inspector = page.getByRole('region', { name: 'Inspector' });
    this.status = page.getByRole('contentinfo');
    this.command = page.getByRole('combobox', { name: 'Command' });
  }

  /** Runs the first thing that the palette finds. */
  async run(command: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k');
    await this.command.fill(command);
    await this.page.getByRole('option').first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.command.waitFor({ state: 'detached' });
  }

  /** One end of the brushed period. */
  edge(name: 'Begin' | 'End'): Locator {
    return this.time.getByRole('slider', { name: `${name} of the period` });
  }

  tab(name: string): Locator {
    return this.inspector.getByRole('tab', { name });
  }

  focused(): Promise<string | null> {
    return this.page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? null,
    );
  }
}
