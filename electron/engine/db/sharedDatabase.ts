import { RankscopeError } from '../../../shared/wire/errors';
import type { Database } from './database';

/** With what rights a file was opened. */
export type OpenKind = 'session' | 'loader' | 'scratch' | 'foreign';

/** An instance that callers of one file share. */
export interface SharedInstance {
  open(release: () => Promise<void>): Database;
  close(): Promise<void>;
}

interface Entry {
  kind: OpenKind;
  instance: Promise<SharedInstance>;
  users: number;
}

const entries = new Map<string, Entry>();
const closing = new Map<string, Promise<void>>();

/** Opens a file once in this process: later callers get the same instance, and the last to close it closes it. */
export async function sharedDatabase(
  path: string | null,
  kind: OpenKind,
  open: () => Promise<SharedInstance>,
): Promise<Database> {
  if (path === null) {
    const instance = await open();
    return instance.open(() => instance.close());
  }
  while (closing.has(path)) await Promise.allSettled([closing.get(path)]);
  const entry = entries.get(path) ?? { kind, instance: open(), users: 0 };
  if (entry.kind !== kind) throw openOtherwise(path, entry.kind);
  entries.set(path, entry);
  entry.users++;
  try {
    return (await entry.instance).open(() => release(path, entry));
  } catch (error) {
    await release(path, entry);
    throw error;
  }
}

async function release(path: string, entry: Entry): Promise<void> {
  entry.users--;
  if (entry.users > 0 || entries.get(path) !== entry) return;
  entries.delete(path);
  const closed = closeInstance(entry);
  closing.set(path, closed);
  try {
    await closed;
  } finally {
    closing.delete(path);
  }
}

async function closeInstance(entry: Entry): Promise<void> {
  // One that never opened has told its callers why, and there is nothing to close.
  const instance = await entry.instance.catch(() => null);
  await instance?.close();
}

function openOtherwise(path: string, kind: OpenKind): RankscopeError {
  const message = `${path} is open in this process already, as ${kind}.`;
  return new RankscopeError({ code: 'locked', message, hint: 'Close it first.' });
}
