import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Log } from './log';

/** A small JSON object that outlives the app. Whatever goes wrong with its file costs what it remembers, never more. */
export class StoredFile {
  constructor(
    private readonly file: string,
    private readonly log: Log,
  ) {}

  /** The object; empty when the file is missing or damaged. Its values are not checked. */
  read(): Record<string, unknown> {
    try {
      const value: unknown = JSON.parse(readFileSync(this.file, 'utf8'));
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
    } catch {
      // Missing at the first start; a damaged file is written anew with the next change.
      return {};
    }
  }

  /** Replaces keys of the object; the file is old or new, never half of one. */
  change(values: Record<string, unknown>): void {
    try {
      mkdirSync(path.dirname(this.file), { recursive: true });
      writeFileSync(`${this.file}.part`, JSON.stringify({ ...this.read(), ...values }, null, 2));
      renameSync(`${this.file}.part`, this.file);
    } catch (error) {
      this.log(`${path.basename(this.file)}: ${(error as Error).message}`);
    }
  }
}
