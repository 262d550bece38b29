import { randomBytes } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';

/** The folder in a case where everything lies that people wrote in the app. */
const notesFolder = 'rankscope';

/** A file of the notes folder with what tells whether it changed. */
export interface NoteFile {
  text: string;
  stamp: string;
}

/**
 * Files that people's slices and selections are kept in: `<case>/rankscope/…`. Writing replaces a file as a whole or not
 * at all. Links that lead out of the case are not followed.
 */
export class CaseNotes {
  readonly #folder: string;
  readonly #caseFile: string;

  /** `caseFile` is the case.yaml that must be there: without it the folder is not a case, and nothing is written. */
  constructor(folder: string, caseFile: string) {
    this.#folder = folder;
    this.#caseFile = caseFile;
  }

  /** Whether the case is there: without it nothing is written, and what the session holds is all there is. */
  async hasCase(): Promise<boolean> {
    return (await lstat(this.#caseFile).catch(missing)) !== null;
  }

  /** The file's text; null when it is not there. Larger than `maxBytes`: a `too_large` error. */
  async read(name: string, maxBytes: number): Promise<NoteFile | null> {
    const file = this.#pathOf(name);
    const facts = await lstat(file, { bigint: true }).catch(missing);
    if (facts === null) return null;
    if (!facts.isFile()) throw notPlain(file);
    if (facts.size > BigInt(maxBytes)) {
      const message = `${name} is ${facts.size} bytes long, at most ${maxBytes} are read.`;
      throw new RankscopeError({ code: 'too_large', message, where: { file } });
    }
    return { text: await readFile(file, 'utf8'), stamp: `${facts.size} ${facts.mtimeNs}` };
  }

  /** Size and modification time; null when the file is not there. */
  async stamp(name: string): Promise<string | null> {
    const facts = await lstat(this.#pathOf(name), { bigint: true }).catch(missing);
    return facts === null ? null : `${facts.size} ${facts.mtimeNs}`;
  }

  /** Names in a folder of the notes, sorted; none when it is not there. */
  async list(folder: string): Promise<string[]> {
    return ((await readdir(this.#pathOf(folder)).catch(missing)) ?? []).sort();
  }

  async write(name: string, text: string): Promise<string> {
    const file = this.#pathOf(name);
    const part = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
    try {
      await this.#prepare(path.dirname(file));
      await writeWhole(part, text);
      await rename(part, file);
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw writeError(error, file);
    }
    return (await this.stamp(name)) ?? '';
  }

  async remove(name: string): Promise<void> {
    const file = this.#pathOf(name);
    await rm(file, { force: true }).catch((error: unknown) => {
      throw writeError(error, file);
    });
  }

  #pathOf(name: string): string {
    return path.join(this.#folder, notesFolder, name);
  }

  async #prepare(folder: string): Promise<void> {
    if (!(await this.hasCase())) {
      throw new RankscopeError({
        code: 'refused',
        message: 'This session was opened without its case, so there is no folder to save in.',
        hint: 'Open the case folder instead of the session file.',
      });
    }
    await mkdir(folder, { recursive: true });
    const [real, own] = await Promise.all([realpath(folder), realpath(this.#folder)]);
    if (real !== own && !real.startsWith(own + path.sep)) {
      throw new RankscopeError({
        code: 'refused',
        message: `${folder} is a link that leads out of the case folder; nothing is written through it.`,
        where: { file: folder },
      });
    }
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

function notPlain(file: string): RankscopeError {
  return new RankscopeError({ code: 'refused', message: `${file} is not a plain file.`, where: { file } });
}

const writeFaults: Record<string, { what: string; hint: string }> = {
  EACCES: { what: 'the folder may not be written', hint: 'Allow writing to the case folder, or copy the case.' },
  EPERM: { what: 'the folder may not be written', hint: 'Allow writing to the case folder, or copy the case.' },
  EROFS: { what: 'the file system is read-only', hint: 'Copy the case to a folder that can be written.' },
  ENOSPC: { what: 'the disk is full', hint: 'Free disk space and save again.' },
  EDQUOT: { what: 'the disk quota is used up', hint: 'Free disk space and save again.' },
  ENOTDIR: { what: 'a file stands where the folder should be', hint: 'Move that file away and save again.' },
  EEXIST: { what: 'a file stands where the folder should be', hint: 'Move that file away and save again.' },
};

function writeError(error: unknown, file: string): unknown {
  const fault = writeFaults[(error as NodeJS.ErrnoException).code ?? ''];
  if (!fault) return error;
  const code = /disk/.test(fault.what) ? 'resource' : 'refused';
  return new RankscopeError(
    { code, message: `${file} cannot be saved: ${fault.what}.`, hint: fault.hint, where: { file } },
    { cause: error },
  );
}
