import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { allInputs } from '../case/inputFiles';
import { type LoadedCase, loadCase } from '../case/loadCase';
import { lockSession } from '../db/lock';
import type { OpenOptions } from '../db/openOptions';
import { type BuildControl, buildSession } from './buildSession';
import { unchanged } from './fingerprints';
import { openBuiltSession, openSessionFile } from './openSessionFile';
import type { Session } from './session';
import { sessionFileOf, sessionId } from './sessionLocation';
import { removeLeftovers } from './workFolder';

export interface OpenCaseOptions {
  /** A case folder, a case.yaml or a session file (`*.rankscope`). */
  path: string;
  cacheDir: string;
  /** Where the session goes; default its place in the cache. */
  output?: string | null;
  /** Builds in memory and keeps nothing. */
  memory?: boolean;
  /** A session in memory makes its tables when something needs them. */
  lazyTables?: boolean;
  /** Builds even when nothing has changed, and takes nothing over from the former session. */
  rebuild?: boolean;
  open?: OpenOptions;
}

/** A case that was found and checked: either its session is open already, or `build` makes it. */
export interface PreparedCase {
  id: string;
  folder: string;
  /** The session file; `:memory:` when it is not going to be written. */
  file: string;
  name: string;
  /** Open and up to date; null when it must be built. */
  session: Session | null;
  /** Builds and opens the session. Call it once, and only when `session` is null. */
  build(control: BuildControl): Promise<Session>;
}

/**
 * Finds a case and opens its session when that is up to date. Faults of case.yaml and missing files are thrown here;
 * faults of the data by `build`. A session that another process holds is a `locked` error.
 */
export async function prepareCase(options: OpenCaseOptions): Promise<PreparedCase> {
  if (options.path.endsWith('.rankscope')) return prepareSessionFile(options);
  const loaded = await loadCase(options.path);
  const id = sessionId(loaded.file);
  const file = options.memory
    ? ':memory:'
    : path.resolve(options.output ?? sessionFileOf(options.cacheDir, loaded.file));
  const base = { id, folder: loaded.folder, file, name: loaded.case.name };
  if (options.memory) return { ...base, session: null, build: (control) => buildInMemory(loaded, options, control) };
  await mkdir(path.dirname(file), { recursive: true });
  await removeLeftovers(file);
  const session = options.rebuild ? null : await openCurrent(loaded, file, id, options);
  return { ...base, session, build: (control) => buildAndOpen(loaded, file, id, options, control) };
}

/** Finds, builds where needed, and opens. */
export async function openCase(
  options: OpenCaseOptions,
  control: BuildControl = {},
): Promise<{ session: Session; rebuilt: boolean }> {
  const prepared = await prepareCase(options);
  if (prepared.session) return { session: prepared.session, rebuilt: false };
  return { session: await prepared.build(control), rebuilt: true };
}

async function prepareSessionFile({ path: given, open }: OpenCaseOptions): Promise<PreparedCase> {
  const session = await openSessionFile(given, open);
  const { id, folder, file } = session;
  return { id, folder, file, name: session.case.name, session, build: async () => session };
}

async function openCurrent(
  loaded: LoadedCase,
  file: string,
  id: string,
  { open, output }: OpenCaseOptions,
): Promise<Session | null> {
  const session = await openBuiltSession(file, id, open).catch((error) => {
    // What lies in the cache is ours and can be made again; a file that someone named is theirs.
    if (output || !isDamage(error)) throw error;
    return null;
  });
  if (!session) return null;
  if (await isCurrent(session, loaded)) return session;
  await session.close();
  return null;
}

function isDamage(error: unknown): boolean {
  return error instanceof RankscopeError && !['locked', 'resource', 'cancelled', 'closed'].includes(error.code);
}

// Comments and blanks of case.yaml may change; what it means may not.
async function isCurrent({ meta }: Session, loaded: LoadedCase): Promise<boolean> {
  if (meta.folder !== loaded.folder) return false;
  const sameText = meta.caseSha256 === createHash('sha256').update(loaded.text).digest('hex');
  if (!sameText && JSON.stringify(meta.case) !== JSON.stringify(loaded.case)) return false;
  return unchanged(loaded.folder, allInputs(loaded.inputs), meta.inputs);
}

async function buildAndOpen(
  loaded: LoadedCase,
  file: string,
  id: string,
  { open, rebuild }: OpenCaseOptions,
  control: BuildControl,
): Promise<Session> {
  const lock = await lockSession(file);
  try {
    await buildSession({ loaded, file, sessionDir: path.dirname(file), open, anew: rebuild }, control);
    const session = await openBuiltSession(file, id, open);
    if (!session) throw new Error(`The session that was just built at ${file} cannot be read.`);
    return session;
  } finally {
    await lock.release();
  }
}

async function buildInMemory(
  loaded: LoadedCase,
  { cacheDir, open, lazyTables }: OpenCaseOptions,
  control: BuildControl,
): Promise<Session> {
  const id = sessionId(loaded.file);
  const sessionDir = path.dirname(sessionFileOf(cacheDir, loaded.file));
  const { meta, models, database } = await buildSession({ loaded, file: null, lazyTables, sessionDir, open }, control);
  const db = database!;
  return { id, folder: loaded.folder, file: ':memory:', case: loaded.case, db, meta, models, close: () => db.close() };
}
