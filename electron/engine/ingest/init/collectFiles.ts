import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../../shared/wire/errors';
import { realPath } from '../../case/findCase';

/** Files that init looks at: real path, and where it was found, for names that people know. */
export interface FoundFile {
  file: string;
  bytes: number;
}

const maxFiles = 500;
const maxDepth = 4;
const never =
  /^(\.|node_modules$|__pycache__$|rankscope$|case\.ya?ml$|license|readme|notice|changelog|requirements\.txt$)/i;
const otherEndings =
  /\.(md|py|ipynb|js|mjs|ts|sh|html?|png|jpe?g|svg|pdf|ya?ml|toml|lock|log|zip|tar|tgz|rankscope|sql|wal)$/i;

/**
 * The files that paths mean, folders walked, each once, in a stable order. `allow` gives the real path of a file that
 * may be read and throws for others: named files must be allowed, those found in folders are left out silently.
 */
export async function collectFiles(
  given: readonly string[],
  allow: (file: string) => Promise<string>,
): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const each of given) {
    if ((await realPath(each)) === null) throw fault(`There is no file or folder at ${each}.`, each);
    await add(await allow(path.resolve(each)), 0, found, allow);
  }
  if (found.size === 0) throw fault(`There is no data file in ${given.join(', ')}.`, given[0]!);
  return [...found.values()];
}

async function add(
  file: string,
  depth: number,
  found: Map<string, FoundFile>,
  allow: (file: string) => Promise<string>,
): Promise<void> {
  const facts = await stat(file);
  if (facts.isFile()) found.set(file, { file, bytes: facts.size });
  if (!facts.isDirectory() || depth > maxDepth) return;
  const names = (await readdir(file)).filter((name) => !never.test(name) && !otherEndings.test(name)).sort();
  for (const name of names) {
    if (found.size >= maxFiles)
      throw fault(`${file} holds more than ${maxFiles} files.`, file, 'Name the files that belong to the case.');
    // A link that leads nowhere, or out of what this host may read, is not one of the folder's data files.
    const real = await allow(path.join(file, name)).catch(() => null);
    if (real !== null) await add(real, depth + 1, found, allow);
  }
}

function fault(message: string, file: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message, hint, where: { file } });
}
