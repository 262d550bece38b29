import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A process can also end for other reasons (kill, power) while a model is scored: once proves nothing. */
const endsThatCount = 2;

/**
 * Remembers models that ended the engine. While a model is loaded and scored, its key stands in `scoring.pending` with
 * the number of pages that are behind it; what is found there at the next start is added to `scoring.crashed`. A model
 * that ended the engine twice at the same page is not tried again until that file is deleted or the model changes; one
 * that gets further, or is scored to its end, is taken out.
 */
export class CrashGuard {
  readonly file: string;
  readonly #pending: string;
  #crashed: string[];

  private constructor(sessionDir: string, crashed: string[]) {
    this.file = path.join(sessionDir, 'scoring.crashed');
    this.#pending = path.join(sessionDir, 'scoring.pending');
    this.#crashed = crashed;
  }

  static async open(sessionDir: string): Promise<CrashGuard> {
    const guard = new CrashGuard(sessionDir, []);
    const left = await lines(guard.#pending);
    guard.#crashed = [...(await lines(guard.file)), ...left];
    if (left.length > 0) {
      await guard.#write();
      await rm(guard.#pending, { force: true });
    }
    return guard;
  }

  hasCrashed(key: string, pages: number): boolean {
    return this.#crashed.filter((each) => each === mark(key, pages)).length >= endsThatCount;
  }

  /** From here on the model is at work, with this many pages behind it. */
  begin(key: string, pages: number): Promise<void> {
    return writeFile(this.#pending, `${mark(key, pages)}\n`);
  }

  /** The model did not end the engine this time. */
  async end(key: string): Promise<void> {
    await rm(this.#pending, { force: true });
    const others = this.#crashed.filter((each) => !each.startsWith(key));
    if (others.length === this.#crashed.length) return;
    this.#crashed = others;
    await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#crashed.length === 0) await rm(this.file, { force: true });
    else await writeFile(this.file, `${this.#crashed.join('\n')}\n`);
  }
}

function mark(key: string, pages: number): string {
  return `${key} ${pages}`;
}

async function lines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line !== '');
}
