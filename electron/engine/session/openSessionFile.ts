import { stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Database } from '../db/database';
import { openForeignSession, openSession } from '../db/open';
import type { OpenOptions } from '../db/openOptions';
import { readMeta } from '../sql/ingest/metaTables';
import type { Session } from './session';
import { sessionFormat, sessionRules } from './sessionFormat';
import { sessionId } from './sessionLocation';
import type { SessionMeta, SessionModel } from './sessionMeta';

/** Opens a session that this machine built. Null when the file is missing or of another format: build it again. */
export async function openBuiltSession(file: string, id: string, options: OpenOptions = {}): Promise<Session | null> {
  if (!(await exists(file))) return null;
  const db = await openSession(file, options);
  try {
    const parts = await readParts(db);
    if (parts) return makeSession(id, file, db, parts);
    await db.close();
    return null;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Opens a session file by its path, wherever it comes from; its case may be gone. Refuses other versions in a sentence. */
export async function openSessionFile(given: string, options: OpenOptions = {}): Promise<Session> {
  const file = path.resolve(given);
  if (!(await exists(file))) {
    throw new RankscopeError({
      code: 'input',
      message: `There is no session file at ${given}.`,
      where: { file: given },
    });
  }
  const db = await openForeignSession(file, sessionRules, options);
  try {
    const parts = await readParts(db);
    if (!parts) throw await wrongFormat(db, file);
    const session = makeSession(sessionId(file), file, db, parts);
    return { ...session, folder: (await exists(parts.meta.folder)) ? parts.meta.folder : path.dirname(file) };
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

interface Parts {
  meta: SessionMeta;
  models: SessionModel[];
}

async function readParts(db: Database): Promise<Parts | null> {
  const format = await readKey(db, 'format');
  if (Number(format) !== sessionFormat) return null;
  const meta = JSON.parse((await readKey(db, 'session')) ?? 'null') as SessionMeta | null;
  const models = JSON.parse((await readKey(db, 'models')) ?? 'null') as SessionModel[] | null;
  return meta && models ? { meta, models } : null;
}

async function readKey(db: Database, key: string): Promise<string | null> {
  try {
    return ((await db.readOne(readMeta(key)))?.value as string | undefined) ?? null;
  } catch (error) {
    // Not a table that a build leaves behind: the file holds something else, or an older layout.
    if (error instanceof RankscopeError && error.code === 'input') return null;
    throw error;
  }
}

async function wrongFormat(db: Database, file: string): Promise<RankscopeError> {
  const format = Number(await readKey(db, 'format'));
  const newer = format > sessionFormat;
  return new RankscopeError({
    code: 'input',
    message: format
      ? `${path.basename(file)} has session format ${format}, this build reads ${sessionFormat}.`
      : `${path.basename(file)} is not a Rankscope session.`,
    hint: newer ? 'Open it with a newer Rankscope.' : 'Build it again from its case.',
    where: { file },
  });
}

function makeSession(id: string, file: string, db: Database, { meta, models }: Parts): Session {
  return { id, folder: meta.folder, file, case: meta.case, db, meta, models, close: () => db.close() };
}
