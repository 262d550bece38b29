import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../shared/wire/errors';

/**
 * The folders that pages may see: the one that holds the start case's folder (or the session file), and the named
 * ones; real paths, each once.
 * @throws RankscopeError `usage` for one that does not exist or is no folder.
 */
export async function allowedRoots(startCase: string | null, roots: readonly string[]): Promise<string[]> {
  const named = await Promise.all(roots.map(realFolder));
  const own = startCase === null ? [] : [await caseParent(startCase)];
  return [...new Set([...own, ...named])];
}

async function caseParent(startCase: string): Promise<string> {
  const real = await existing(startCase, 'case');
  const isFolder = (await stat(real)).isDirectory();
  const isCaseFile = /[/\\]case\.ya?ml$/.test(real);
  return isFolder ? path.dirname(real) : isCaseFile ? path.dirname(path.dirname(real)) : path.dirname(real);
}

async function realFolder(folder: string): Promise<string> {
  const real = await existing(folder, 'folder');
  if ((await stat(real)).isDirectory()) return real;
  throw new RankscopeError({
    code: 'usage',
    message: `--root needs a folder, and ${folder} is a file.`,
    where: { file: folder },
  });
}

async function existing(file: string, what: string): Promise<string> {
  return realpath(file).catch((cause: unknown) => {
    throw new RankscopeError(
      { code: 'usage', message: `There is no ${what} at ${path.resolve(file)}.`, where: { file } },
      { cause },
    );
  });
}
