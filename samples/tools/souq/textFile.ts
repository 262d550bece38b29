import { once } from 'node:events';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Cell, csvLine } from '../csv';

const batch = 1 << 18;

/** A CSV file that is written as rows come: gzip when the name ends in .gz. Memory stays at one batch. */
export class TextFile {
  private pending = '';
  private readonly target: NodeJS.WritableStream;
  private readonly done: Promise<void>;

  constructor(file: string, header: readonly string[]) {
    mkdirSync(path.dirname(file), { recursive: true });
    const out = createWriteStream(file);
    if (file.endsWith('.gz')) {
      const gzip = createGzip({ level: 9 });
      this.done = pipeline(gzip, out);
      this.target = gzip;
    } else {
      this.done = once(out, 'close').then(() => undefined);
      this.target = out;
    }
    this.done.catch(() => undefined);
    this.add(header);
  }

  add(cells: readonly Cell[]): void {
    this.pending += csvLine(cells);
  }

  /** Whether `drain` should be awaited before more rows are added. */
  get full(): boolean {
    return this.pending.length >= batch;
  }

  async drain(): Promise<void> {
    const text = this.pending;
    this.pending = '';
    if (text !== '' && !this.target.write(text)) await Promise.race([once(this.target, 'drain'), this.done]);
  }

  async close(): Promise<void> {
    await this.drain();
    this.target.end();
    await this.done;
  }
}
