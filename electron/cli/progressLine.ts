import type { Terminal } from './terminal';

const barWidth = 24;

/**
 * Shows how far a command got: one line that is redrawn on a terminal, a plain line per new text elsewhere, nothing
 * when quiet.
 */
export class ProgressLine {
  private drawn = 0;
  private lastText = '';
  private readonly terminal: Terminal;
  private readonly quiet: boolean;

  constructor(terminal: Terminal, quiet: boolean) {
    this.terminal = terminal;
    this.quiet = quiet;
  }

  readonly update = (done: number, total: number | null, text: string): void => {
    if (this.quiet) return;
    if (this.terminal.interactive) this.redraw(done, total, text);
    else if (text !== this.lastText) this.terminal.err(`${text}\n`);
    this.lastText = text;
  };

  /** Takes the line off the terminal. */
  clear(): void {
    if (this.drawn > 0) this.terminal.err(`\r${' '.repeat(this.drawn)}\r`);
    this.drawn = 0;
  }

  private redraw(done: number, total: number | null, text: string): void {
    const share = total === null || total <= 0 ? null : Math.min(1, done / total);
    const filled = share === null ? 0 : Math.round(share * barWidth);
    const bar =
      share === null ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${Math.floor(share * 100)}%`;
    const line = `${text}${bar}`;
    this.terminal.err(`\r${line}${' '.repeat(Math.max(0, this.drawn - line.length))}`);
    this.drawn = line.length;
  }
}
