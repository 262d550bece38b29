import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RankscopeError } from '../../../shared/wire/errors';

/** The real path of a model file; one that is absent, no plain file, or outside of the case is refused. */
export async function resolveModelFile(folder: string, file: string, allowOutside: boolean): Promise<string> {
  const refuse = (message: string) => new RankscopeError({ code: 'input', message, where: { file } });
  const real = await realpath(path.resolve(folder, file)).catch(() => null);
  if (real === null) throw refuse(`The file ${file} does not exist in the case folder.`);
  const inside = path.relative(await realpath(folder), real);
  if (!allowOutside && (inside.startsWith('..') || path.isAbsolute(inside))) {
    throw refuse(`The file ${file} lies outside of the case folder; allowOutside: true in case.yaml permits that.`);
  }
  if (!(await stat(real)).isFile()) throw refuse(`${file} is not a plain file.`);
  return real;
}

/** sha256 of a file's content in hex, read in pieces. */
export async function hashFile(file: string, signal?: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash, { signal });
  return hash.digest('hex');
}
