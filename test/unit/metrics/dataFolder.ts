import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(process.env.RANKSCOPE_DATA ?? '../shared/data');

/** Reads a file of the data folder; null, with the reason printed, where it is absent. */
export function readData(...path: string[]): string | null {
  const file = join(root, ...path);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  console.warn(`skipped: ${file} is not there (set RANKSCOPE_DATA to the folder of test data)`);
  return null;
}
