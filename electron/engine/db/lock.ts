import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import lockfile from 'proper-lockfile';
import { RankscopeError } from '../../../shared/wire/errors';

/** Who holds a session. */
export interface LockOwner {
  pid: number;
  /** When the holding process began, ISO 8601 in UTC. */
  started: string;
}

export interface SessionLock {
  /** Gives the session free; calling it twice is harmless. */
  release(): Promise<void>;
}

/** A holder renews its lock this often ... */
const renewMs = 10_000;
/** ... and one that has not done so for this long is gone, even if another process has its number by now. */
const staleMs = 60_000;
/** Time that a holder has to name itself after it took the lock. */
const namingMs = 1_000;

interface Held {
  users: number;
  free: Promise<() => Promise<void>>;
}

const held = new Map<string, Held>();
/** Locks that this process is giving up: to take one again it must wait for that. */
const freeing = new Map<string, Promise<void>>();

/** Where the owner of a session is written: `session.lock` beside `session.rankscope`. */
export function lockPath(sessionPath: string): string {
  return join(dirname(sessionPath), `${basename(sessionPath, extname(sessionPath))}.lock`);
}

/**
 * Marks a session as held by this process, which may do so any number of times. A session that another living process
 * holds is a `locked` error with its pid and start time; the lock of a dead process is taken over. DuckDB's own lock on
 * the file is what protects the data: this one says who holds it, also while a session is being built.
 */
export async function lockSession(sessionPath: string): Promise<SessionLock> {
  const entry = held.get(sessionPath) ?? { users: 0, free: acquire(sessionPath) };
  held.set(sessionPath, entry);
  entry.users++;
  let released: Promise<void> | null = null;
  const release = () => (released ??= giveUp(sessionPath, entry));
  try {
    await entry.free;
  } catch (error) {
    held.delete(sessionPath);
    throw error;
  }
  return { release };
}

async function giveUp(sessionPath: string, entry: Held): Promise<void> {
  entry.users--;
  if (entry.users > 0) return;
  held.delete(sessionPath);
  const freed = entry.free.then((free) => free());
  freeing.set(sessionPath, freed);
  try {
    await freed;
  } finally {
    freeing.delete(sessionPath);
  }
}

async function acquire(sessionPath: string): Promise<() => Promise<void>> {
  await Promise.allSettled([freeing.get(sessionPath)]);
  const path = lockPath(sessionPath);
  const unlock = await takeOver(sessionPath, path);
  await writeFile(path, `${JSON.stringify(thisProcess())}\n`);
  return async () => {
    await rm(path, { force: true });
    await unlock();
  };
}

async function takeOver(sessionPath: string, path: string): Promise<() => Promise<void>> {
  try {
    return await lockGuard(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    const owner = await namedOwner(path);
    if (owner !== null && isAlive(owner.pid)) throw lockedError(sessionPath, owner, error);
    await rm(guardPath(path), { recursive: true, force: true });
    return lockGuard(path);
  }
}

function guardPath(path: string): string {
  return `${path}.guard`;
}

function lockGuard(path: string): Promise<() => Promise<void>> {
  return lockfile.lock(path, {
    lockfilePath: guardPath(path),
    realpath: false,
    update: renewMs,
    stale: staleMs,
    // After a long sleep of the machine another process may have taken the guard; DuckDB's own lock still holds.
    onCompromised: () => {},
  });
}

/**
 * Who holds the guard. A holder names itself right after taking it, so one that stays unnamed died in between: null.
 * Should it live after all, DuckDB's own lock still keeps a second process out of the file.
 */
async function namedOwner(path: string): Promise<LockOwner | null> {
  for (let waited = 0; waited < namingMs; waited += namingMs / 10) {
    const owner = await readOwner(path);
    if (owner !== null) return owner;
    await new Promise((resolve) => setTimeout(resolve, namingMs / 10));
  }
  return readOwner(path);
}

async function readOwner(path: string): Promise<LockOwner | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as LockOwner;
  } catch {
    // The holder is just writing it, has just removed it, or died before it could.
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function thisProcess(): LockOwner {
  return { pid: process.pid, started: new Date(Date.now() - process.uptime() * 1000).toISOString() };
}

function lockedError(sessionPath: string, owner: LockOwner, cause: unknown): RankscopeError {
  const holder = `process ${owner.pid}, which began at ${owner.started}`;
  return new RankscopeError(
    {
      code: 'locked',
      message: `The session ${sessionPath} is open in ${holder}.`,
      hint: 'Close it there, or open a private copy of the session.',
      where: { file: sessionPath },
    },
    { cause },
  );
}
