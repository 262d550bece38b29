import { stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError, toWireError } from '../../../../shared/wire/errors';
import { realPath } from '../../case/findCase';
import { openLoader } from '../../db/open';
import type { OpenOptions } from '../../db/openOptions';
import { WorkFolder } from '../../session/workFolder';
import type { BuildContext } from '../buildContext';
import { caseText } from './caseText';
import { collectFiles, type FoundFile } from './collectFiles';
import { decideFiles, type SortedFile } from './decideFiles';
import { fileKind } from './fileKind';
import { groupParts } from './fileParts';
import { type InitControl, initContext } from './initContext';
import { type ChosenRoles, guessTable, profileTable, type TableProfile } from './profileTable';
import type { Proposal } from './proposal';
import { propose } from './propose';

export interface ProposeOptions {
  /** Files and folders to look at. */
  paths: readonly string[];
  /** Where case.yaml is going to lie; default the folder that holds all of the paths. */
  folder?: string | null;
  name?: string | null;
  /** Roles of the log that a person has decided: a column, or null for none. */
  roles?: ChosenRoles;
  /** The real path of a file that may be read; throws for others. Default: every file. */
  allow?: (file: string) => Promise<string>;
  open?: OpenOptions;
}

/** A case.yaml that is not written yet, and everything that was guessed for it. */
export interface ProposedCase {
  yaml: string;
  folder: string;
  proposal: Proposal;
  inputs: FoundFile[];
}

const maxTables = 60;

/** Looks at files, decides what each is, guesses the roles and composes a commented case.yaml. Writes nothing. */
export async function proposeCase(options: ProposeOptions, control: InitControl = {}): Promise<ProposedCase> {
  const inputs = await collectFiles(options.paths, options.allow ?? realFile);
  const source = await commonFolder(options.paths, options.allow ?? realFile);
  const folder = options.folder ? ((await realPath(options.folder)) ?? path.resolve(options.folder)) : source;
  const work = new WorkFolder();
  const database = await openLoader(null, options.open);
  const db = await database.connect();
  try {
    const context = initContext(db, work, folder, control);
    const { tables, others } = await sortFiles(context, inputs);
    const decided = decideFiles(tables, others);
    if (decided.log) Object.assign(decided.log, await withChosen(context, decided.log, options.roles ?? {}));
    const proposal = await propose(context, decided, nameOf(options.name, source));
    return { yaml: await caseText(proposal, folder), folder, proposal, inputs };
  } finally {
    await db.close();
    await database.close();
    await work.remove();
  }
}

async function sortFiles(
  context: BuildContext,
  inputs: readonly FoundFile[],
): Promise<{ tables: TableProfile[]; others: SortedFile[] }> {
  const sorted = await Promise.all(inputs.map(async ({ file }) => ({ file, ...(await kindOf(file)) })));
  const groups = groupParts(sorted.filter((each) => each.kind === 'table').map((each) => each.file));
  const others: SortedFile[] = sorted.filter((each) => each.kind !== 'table');
  const tables: TableProfile[] = [];
  for (const [index, files] of groups.entries()) {
    const unusable = (why: string) => others.push(...files.map((file) => ({ file, kind: 'unknown' as const, why })));
    if (index >= maxTables) {
      unusable(`only the first ${maxTables} tables are looked at`);
      continue;
    }
    try {
      tables.push(await profileTable(context, files, `init_${index}`));
    } catch (error) {
      const { code, message } = toWireError(error);
      if (code !== 'input' && code !== 'unsupported') throw error;
      unusable(message.replace(`${path.basename(files[0]!)}: `, ''));
    }
  }
  return { tables, others };
}

async function kindOf(file: string) {
  try {
    return await fileKind(file);
  } catch (error) {
    // A file that cannot be opened or unpacked is named among those that were left out.
    return { kind: 'unknown' as const, why: `it cannot be read: ${error instanceof Error ? error.message : error}` };
  }
}

async function withChosen(context: BuildContext, log: TableProfile, roles: ChosenRoles) {
  const names = log.columns.map((each) => each.name);
  for (const [role, column] of Object.entries(roles)) {
    if (column === null || names.includes(column)) continue;
    throw new RankscopeError({
      code: 'usage',
      message: `The role "${role}" was given the column "${column}", which the log does not have.`,
      hint: `It has ${names.slice(0, 20).join(', ')}.`,
      where: { column },
    });
  }
  return Object.keys(roles).length === 0 ? {} : guessTable(context, log, roles);
}

/** The folder that holds all of them where it may be read and is not a whole drive; else that of the first one. */
async function commonFolder(paths: readonly string[], allow: (file: string) => Promise<string>): Promise<string> {
  const folders = await Promise.all(paths.map(folderOf));
  let common = folders[0]!;
  while (!folders.every((each) => each === common || each.startsWith(common + path.sep))) {
    const above = path.dirname(common);
    if (path.dirname(above) === above) return folders[0]!;
    common = above;
  }
  return allow(common).catch(() => folders[0]!);
}

async function folderOf(given: string): Promise<string> {
  const found = (await realPath(given))!;
  return (await stat(found)).isDirectory() ? found : path.dirname(found);
}

function nameOf(given: string | null | undefined, folder: string): string {
  return (given?.trim() || path.basename(folder) || 'case').slice(0, 200);
}

async function realFile(file: string): Promise<string> {
  const found = await realPath(file);
  if (found !== null) return found;
  throw new RankscopeError({ code: 'input', message: `There is no file at ${file}.`, where: { file } });
}
