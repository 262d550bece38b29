import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Remembers models that ended the engine. A model's key stands in `scoring.pending` while it is loaded and scores its
 * first batch; a key that is found there at the next start moves to `scoring.crashed`, and is not tried again until
 * that file is deleted or the model changes.
 */
export class CrashGuard {
  readonly file: string;
  readonly #pending: string;
  readonly #crashed: Set<string>;

  private constructor(sessionDir: string, crashed: Set<string>) {
    this.file = path.join(sessionDir, 'scoring.crashed');
    this.#pending = path.join(sessionDir, 'scoring.pending');
    this.#crashed = crashed;
  }

  static async open(sessionDir: string): Promise<CrashGuard> {
    const guard = new CrashGuard(sessionDir, new Set());
    const left = await lines(guard.#pending);
    for (const key of [...(await lines(guard.file)), ...left]) guard.#crashed.add(key);
    if (left.length > 0) {
      await writeFile(guard.file, `${[...guard.#crashed].join('\n')}\n`);
      await rm(guard.#pending, { force: true });
    }
    return guard;
  }

  hasCrashed(key: string): boolean {
    return this.#crashed.has(key);
  }

  begin(key: string): Promise<void> {
    return writeFile(this.#pending, `${key}\n`);
  }

  end(): Promise<void> {
    return rm(this.#pending, { force: true });
  }
}

async function lines(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => line !== '');
}
