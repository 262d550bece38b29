import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { moveFile } from './moveFile';

/** A file that was written for a client to take away. */
export interface ExportedFile {
  /** Where it lies until it is taken. */
  path: string;
  /** What it should be called. */
  name: string;
  bytes: number;
}

const chunkBytes = 4 * 1024 * 1024;

/**
 * Files waiting to be taken, by one-time tokens that cannot be guessed. A host with a save dialog takes the file and
 * moves it; other clients read it in chunks, and it is gone with the last one. What nobody took goes when the engine
 * closes, or with the next export after a crash.
 */
export class Exports {
  readonly #files = new Map<string, ExportedFile>();

  /** A fresh path in `folder`, which is made when needed. */
  async place(folder: string, format: string): Promise<string> {
    await mkdir(folder, { recursive: true });
    await removeOfDead(folder);
    return path.join(folder, `export-${process.pid}-${randomBytes(8).toString('hex')}.${format}`);
  }

  /** Gives a token for a file that has been written. */
  async add(file: string, name: string): Promise<{ token: string; name: string; bytes: number }> {
    const { size } = await stat(file);
    const token = randomBytes(18).toString('base64url');
    this.#files.set(token, { path: file, name, bytes: size });
    return { token, name, bytes: size };
  }

  /** Hands the file over: the caller moves or removes it, and the token is used up. Throws `not_found`. */
  take(token: string): ExportedFile {
    const file = this.#known(token);
    this.#files.delete(token);
    return file;
  }

  /** Moves the file to a place that a person chose; the token is used up unless that fails. Throws `not_found`. */
  async saveAs(token: string, target: string): Promise<void> {
    await moveFile(this.#known(token).path, target);
    this.#files.delete(token);
  }

  /** The bytes from `offset` on, at most 4 MB. Reading to the end uses the token up. */
  async read(token: string, offset: number): Promise<{ bytes: Uint8Array; total: number; name: string }> {
    const file = this.#known(token);
    const handle = await open(file.path, 'r');
    try {
      const bytes = new Uint8Array(Math.max(0, Math.min(chunkBytes, file.bytes - offset)));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      if (offset + bytesRead >= file.bytes) await this.#drop(token);
      return { bytes: bytes.subarray(0, bytesRead), total: file.bytes, name: file.name };
    } finally {
      await handle.close();
    }
  }

  async close(): Promise<void> {
    for (const token of this.#files.keys()) await this.#drop(token);
  }

  #known(token: string): ExportedFile {
    const file = this.#files.get(token);
    if (file) return file;
    throw new RankscopeError({
      code: 'not_found',
      message: 'This export has been taken already, or never was there.',
      hint: 'Export again.',
    });
  }

  async #drop(token: string): Promise<void> {
    const file = this.take(token);
    await rm(file.path, { force: true });
  }
}

async function removeOfDead(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/^export-(\d+)-/.exec(name)?.[1] ?? process.pid);
    if (pid !== process.pid && !isAlive(pid)) await rm(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
