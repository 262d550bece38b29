import { mkdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { createDatabase, type Database } from './database';
import { openInstance } from './duckdb';
import { toDuckdbError } from './errors';
import { checkForeign, type ForeignRules } from './foreign';
import { InstancePool } from './instancePool';
import { lockSession } from './lock';
import { baseConfig, baseSettings, type OpenOptions } from './openOptions';
import { quoteText } from './quote';
import { sharedDatabase } from './sharedDatabase';

/** The only folder a session may read and write besides its own file: the way in and out for later files. */
export function sessionIoDirectory(sessionPath: string): string {
  return `${sessionPath}.io`;
}

/**
 * Opens a session file, or creates it. External access is off and the configuration locked before anything else runs.
 * Opening it again in this process shares the instance (and the first options). Another process that holds it: `locked`.
 */
export async function openSession(path: string, options: OpenOptions = {}): Promise<Database> {
  const file = await realFile(path);
  return sharedDatabase(file, 'session', async () => {
    const io = sessionIoDirectory(file);
    await mkdir(io, { recursive: true });
    const lock = await lockSession(file);
    const settings = [`SET allowed_directories=[${quoteText(io + sep)}]`, ...closedSettings];
    return openPool({ path: file, config: baseConfig(file, options), settings, options, onClosed: lock.release });
  });
}

/**
 * Opens a file, or a database in memory for null, with access to every file: for our own SQL while a session is built,
 * never for text that a person wrote. A file that is open as a session in this process is refused.
 */
export async function openLoader(path: string | null, options: OpenOptions = {}): Promise<Database> {
  const file = path === null ? null : await realFile(path);
  const open = () => openPool({ path: file, config: baseConfig(file, options), settings: [], options });
  return sharedDatabase(file, 'loader', open);
}

/** Opens a database in memory that can read the files of `allowedPaths` (real paths) and nothing else. */
export async function openScratch(options: OpenOptions & { allowedPaths: readonly string[] }): Promise<Database> {
  const paths = options.allowedPaths.map(quoteText).join(', ');
  const settings = [...(paths ? [`SET allowed_paths=[${paths}]`] : []), ...closedSettings];
  const open = () => openPool({ path: null, config: baseConfig(null, options), settings, options });
  return sharedDatabase(null, 'scratch', open);
}

/**
 * Opens a session file that came from elsewhere. External access is off before the file is read, so it cannot export to
 * its folder. A file that holds anything but the tables and types of `rules` is refused and closed.
 */
export async function openForeignSession(
  path: string,
  rules: ForeignRules,
  options: OpenOptions = {},
): Promise<Database> {
  const file = await realFile(path);
  const config = { ...baseConfig(file, options), enable_external_access: 'false' };
  const database = await sharedDatabase(file, 'foreign', async () => {
    const lock = await lockSession(file);
    return openPool({ path: file, config, settings: closedSettings.slice(1), options, onClosed: lock.release });
  });
  try {
    await checkForeign(database, rules);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

const closedSettings = ['SET enable_external_access=false', 'SET lock_configuration=true'];

interface PoolSource {
  path: string | null;
  config: Record<string, string>;
  settings: readonly string[];
  options: OpenOptions;
  onClosed?: () => Promise<void>;
}

async function openPool({ path, config, settings, options, onClosed }: PoolSource) {
  try {
    const instance = await openInstance(path, config);
    const connection = await instance.connect();
    for (const text of [...baseSettings(options), ...settings]) await connection.run({ text });
    connection.close();
    const pool = new InstancePool(instance, options.onFatal ?? (() => {}));
    const close = async () => {
      await pool.close(path !== null);
      await onClosed?.();
    };
    return { open: (release: () => Promise<void>) => createDatabase(path, pool, release), close };
  } catch (thrown) {
    await onClosed?.();
    throw toDuckdbError(thrown);
  }
}

/** The path with links resolved, so that one file has one name; its folder must exist. */
async function realFile(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    // A file to be created has no real path yet.
    return join(await realFolder(dirname(path)), basename(path));
  }
}

async function realFolder(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    const message = `The folder ${path} does not exist or may not be read.`;
    throw new RankscopeError({ code: 'not_found', message, where: { file: path } }, { cause });
  }
}
