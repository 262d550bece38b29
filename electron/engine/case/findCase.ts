import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';

/** Where a case lies: real paths of its folder and of its case.yaml. */
export interface CasePlace {
  folder: string;
  file: string;
}

/** Finds the case.yaml that a path means: the file itself or the folder that holds it. */
export async function findCase(given: string): Promise<CasePlace> {
  const found = await realPath(given);
  if (found === null) throw notFound(`There is no case at ${given}.`, given);
  if ((await stat(found)).isFile()) return { folder: path.dirname(found), file: found };
  const file = await realPath(path.join(found, 'case.yaml'));
  if (file === null || !(await stat(file)).isFile()) {
    throw notFound(
      `The folder ${given} holds no case.yaml.`,
      given,
      'Write one by hand, or let `rankscope init` guess it.',
    );
  }
  return { folder: found, file };
}

/** The real path of a file or folder; null when it does not exist. */
export async function realPath(given: string): Promise<string | null> {
  try {
    return await realpath(given);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const why =
      code === 'ELOOP' ? 'its symbolic links run in a circle' : code === 'EACCES' ? 'permission denied' : String(error);
    throw new RankscopeError(
      { code: 'input', message: `${given} cannot be opened: ${why}.`, where: { file: given } },
      { cause: error },
    );
  }
}

function notFound(message: string, file: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message, hint, where: { file } });
}
