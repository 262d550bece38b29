import { randomBytes } from 'node:crypto';
import { constants, copyFile, link, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkCase } from '../../../../shared/case/checkCase';
import { caseError, parseCase } from '../../../../shared/case/parseCase';
import { resolveCase } from '../../../../shared/case/resolveCase';
import { RankscopeError } from '../../../../shared/wire/errors';
import { realPath } from '../../case/findCase';
import { allInputs, resolveInputs } from '../../case/inputFiles';
import { readYaml } from '../../case/readYaml';

export interface CreateOptions {
  /** Where case.yaml goes. */
  folder: string;
  yaml: string;
  /** Whether a case.yaml that is there may be replaced. */
  replace: boolean;
  /** Makes the folder when it is not there. */
  makeFolder?: boolean;
  /** The real path of a file that may be read; throws for others. Default: every file. */
  allow?: (file: string) => Promise<string>;
}

/**
 * Checks a case.yaml as `loadCase` would, its files included, and writes it: whole or not at all. A file that is there
 * is an `input` error unless `replace`. Nothing else in the folder is touched.
 */
export async function createCaseFile(options: CreateOptions): Promise<{ folder: string; file: string }> {
  const { yaml, replace } = options;
  if (options.makeFolder) await mkdir(options.folder, { recursive: true });
  const folder = await realPath(options.folder);
  if (folder === null || !(await stat(folder)).isDirectory()) {
    throw new RankscopeError({ code: 'input', message: `There is no folder at ${options.folder}.` });
  }
  const file = path.join(folder, 'case.yaml');
  if (!replace) await refuseExisting(file);
  await checkText(yaml, file, folder, options.allow);
  const part = path.join(folder, `.case.yaml.${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(part, yaml, { flag: 'wx' });
    if (replace) await rename(part, file);
    else await publish(part, file);
  } finally {
    await rm(part, { force: true });
  }
  return { folder, file };
}

// A link appears at once and fails when the name is taken; file systems without links get an exclusive copy.
async function publish(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists(file);
    await copyFile(part, file, constants.COPYFILE_EXCL);
  }
}

async function refuseExisting(file: string): Promise<void> {
  const there = await stat(file).then(
    () => true,
    () => false,
  );
  if (there) throw exists(file);
}

async function checkText(yaml: string, file: string, folder: string, allow: CreateOptions['allow']): Promise<void> {
  const { value, lineOf } = readYaml(yaml, file);
  const parsed = parseCase(value);
  if (!parsed.case) throw caseError(file, parsed.problems, lineOf);
  const resolved = resolveCase(parsed.case);
  const problems = checkCase(resolved);
  if (problems.length > 0) throw caseError(file, problems, lineOf);
  const base = { folder, caseFile: file, allowOutside: resolved.allowOutside };
  const inputs = allInputs(await resolveInputs(resolved, base, lineOf));
  if (allow) for (const each of inputs) await allow(each);
}

function exists(file: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${file} is there already and stays as it is.`,
    hint: 'Choose another folder, or say that it may be replaced (`--force`).',
    where: { file },
  });
}
