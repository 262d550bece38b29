import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** A process can also end for other reasons (kill, power) while a model is scored: once proves nothing. */
const endsThatCount = 2;

/**
 * Remembers models that ended the engine. A model's key stands in `scoring.pending` while it is loaded and scores its
 * first batch; a key that is found there at the next start is added to `scoring.crashed`. A model that stands there
 * twice is not tried again until that file is deleted or the model changes; one that scores is taken out.
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

  hasCrashed(key: string): boolean {
    return this.#crashed.filter((each) => each === key).length >= endsThatCount;
  }

  begin(key: string): Promise<void> {
    return writeFile(this.#pending, `${key}\n`);
  }

  /** The model did not end the engine this time. */
  async end(key: string): Promise<void> {
    await rm(this.#pending, { force: true });
    if (!this.#crashed.includes(key)) return;
    this.#crashed = this.#crashed.filter((each) => each !== key);
    await this.#write();
  }

  async #write(): Promise<void> {
    if (this.#crashed.length === 0) await rm(this.file, { force: true });
    else await writeFile(this.file, `${this.#crashed.join('\n')}\n`);
  }
}

async function lines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line !== '');
}
