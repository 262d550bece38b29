import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { escapePath, glob, isDynamicPattern } from 'tinyglobby';
import { nearestName } from '../../../shared/case/nearestName';
import { RankscopeError } from '../../../shared/wire/errors';
import { realPath } from './findCase';

/** Where in case.yaml a path stands, and what it may reach. */
export interface PathContext {
  folder: string;
  /** Absolute path of case.yaml, for messages. */
  caseFile: string;
  allowOutside: boolean;
  /** Dotted key, such as `log.path`. */
  key: string;
  line?: number;
  /** A folder will do as well where it holds a file of this name. */
  folderWith?: string;
}

/** The one file that a path means: real path, a plain file (or a folder, where one will do), inside the case folder. */
export async function caseFile(given: string, context: PathContext): Promise<string> {
  const found = await realPath(path.resolve(context.folder, given));
  if (found === null) throw await missing(given, context);
  refuseOutside(found, given, context);
  const facts = await stat(found);
  const { folderWith } = context;
  const isKnown = folderWith !== undefined && (await realPath(path.join(found, folderWith))) !== null;
  if (facts.isDirectory() && isKnown) return found;
  if (facts.isDirectory())
    throw fault(
      `${given} is a folder, a file is expected`,
      context,
      `Name the files in it, for example ${given.replace(/\/$/, '')}/*.parquet.`,
    );
  if (!facts.isFile()) throw fault(`${given} is not a plain file`, context);
  return found;
}

/** Every file that paths and globs mean, each once, in byte order of the pattern's matches. */
export async function caseFiles(given: readonly string[], context: PathContext): Promise<string[]> {
  const files: string[] = [];
  for (const each of given) files.push(...(await expand(each, context)));
  return [...new Set(files)];
}

/** As `caseFiles` of one path or glob; nothing where there is no such file. */
export async function filesIfThere(given: string, context: PathContext): Promise<string[]> {
  const isThere =
    (await realPath(path.resolve(context.folder, given))) !== null ||
    (isDynamicPattern(given) && (await matchesOf(given, context)).length > 0);
  return isThere ? caseFiles([given], context) : [];
}

// A name such as `log[1].csv` that exists as it is stands for itself.
async function expand(given: string, context: PathContext): Promise<string[]> {
  if (!isDynamicPattern(given) || (await realPath(path.resolve(context.folder, given))) !== null) {
    return [await caseFile(given, context)];
  }
  const matches = await matchesOf(given, context);
  if (matches.length === 0)
    throw fault(`${given} matches no file`, context, `Paths are relative to ${context.folder}.`);
  const files: string[] = [];
  for (const match of matches.sort()) files.push(await caseFile(path.relative(context.folder, match), context));
  return files;
}

function matchesOf(given: string, { folder }: PathContext): Promise<string[]> {
  const pattern = path.isAbsolute(given) ? given : `${escapePath(folder)}/${given}`;
  return glob(pattern, { absolute: true, onlyFiles: true, dot: false, expandDirectories: false });
}

function refuseOutside(found: string, given: string, context: PathContext): void {
  const relative = path.relative(context.folder, found);
  const inside =
    relative !== '' && !relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative);
  if (inside || context.allowOutside) return;
  throw fault(
    `${given} lies outside the case folder${path.resolve(context.folder, given) === found ? '' : ` (it leads to ${found})`}`,
    context,
    'Move the file into the case folder, or write `allowOutside: true` in case.yaml.',
  );
}

async function missing(given: string, context: PathContext): Promise<RankscopeError> {
  const folder = path.dirname(path.resolve(context.folder, given));
  const names = await readdir(folder).catch(() => [] as string[]);
  const near = nearestName(path.basename(given), names);
  const hint = near
    ? `Did you mean ${path.join(path.dirname(given), near)}?`
    : `Paths are relative to ${context.folder}.`;
  return fault(`${given} does not exist`, context, hint);
}

function fault(message: string, { caseFile: file, key, line }: PathContext, hint?: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `case.yaml, ${key}: ${message}.`,
    hint,
    where: { file, path: key, line },
  });
}
