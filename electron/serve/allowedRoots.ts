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

/**
 * The named addresses in lower case, as Host headers have them: a name and the port that a tunnel gives it.
 * @throws RankscopeError `usage` for what is no such address; nothing stands for several.
 */
export function allowedHosts(hosts: readonly string[]): string[] {
  for (const host of hosts) {
    if (/^([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?$/.test(host)) continue;
    throw new RankscopeError({
      code: 'usage',
      message: `--allow-host takes a host and a port, not "${host}".`,
      hint: 'For "ssh -L 9000:localhost:8080 …" it is --port 8080 --allow-host localhost:9000.',
    });
  }
  return hosts.map((host) => host.toLowerCase());
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
