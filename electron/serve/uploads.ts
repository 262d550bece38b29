import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { freeFileName } from '../../shared/host/fileName';

/** What uploads may take: bytes of one file and of all, files of all, and how many at once. */
export interface UploadLimits {
  fileBytes: number;
  totalBytes: number;
  files: number;
  atOnce: number;
}

export const uploadLimits: UploadLimits = {
  fileBytes: 2 * 2 ** 30,
  totalBytes: 8 * 2 ** 30,
  files: 2_000,
  atOnce: 8,
};

/** A file that is being taken in, or is there. */
export interface UploadedFile {
  batch: string;
  name: string;
  /** Where it lies, and where its bytes go until they are all there. */
  file: string;
  part: string;
}

interface Batch {
  folder: string;
  names: Set<string>;
  bytes: number;
}

/**
 * Folders of uploaded files, `<cache>/uploads/<process>-<random>`: one for each drop, so that files beside each other
 * stay beside each other. Each goes when the case in it is closed, all go with the host.
 */
export class Uploads {
  readonly #folder: string;
  readonly #batches = new Map<string, Batch>();

  constructor(cacheDir: string) {
    this.#folder = path.join(cacheDir, 'uploads');
  }

  get bytes(): number {
    return [...this.#batches.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  get files(): number {
    return [...this.#batches.values()].reduce((sum, { names }) => sum + names.size, 0);
  }

  /** Makes a place for a file, in a batch that is there or in a new one. Null when there is no such batch. */
  place(name: string, batch: string | null): UploadedFile | null {
    const id = batch ?? `${process.pid}-${randomBytes(9).toString('hex')}`;
    const known = batch === null ? this.#open(id) : this.#batches.get(id);
    if (!known) return null;
    const free = freeFileName(name, (each) => known.names.has(each.toLowerCase()));
    known.names.add(free.toLowerCase());
    const part = path.join(known.folder, `.part-${randomBytes(6).toString('hex')}`);
    return { batch: id, name: free, file: path.join(known.folder, free), part };
  }

  /** Counts bytes that arrived. */
  count({ batch }: UploadedFile, bytes: number): void {
    const known = this.#batches.get(batch);
    if (known) known.bytes += bytes;
  }

  /** Takes a file back that did not arrive. */
  async drop({ batch, name, part }: UploadedFile, bytes: number): Promise<void> {
    const known = this.#batches.get(batch);
    known?.names.delete(name.toLowerCase());
    if (known) known.bytes -= bytes;
    await rm(part, { force: true });
    if (known?.names.size === 0) await this.#remove(batch);
  }

  /** A case was closed by everybody: one that lay among uploads goes with them. */
  async caseClosed(file: string): Promise<void> {
    for (const [id, { folder }] of this.#batches) {
      if (file === folder || file.startsWith(folder + path.sep)) await this.#remove(id);
    }
  }

  /** Removes everything of this process. */
  async close(): Promise<void> {
    for (const id of [...this.#batches.keys()]) await this.#remove(id);
  }

  /** Removes what processes left that are gone. */
  async removeOfDead(): Promise<void> {
    for (const name of this.#list()) {
      const pid = Number(/^(\d+)-/.exec(name)?.[1]);
      if (pid > 0 && pid !== process.pid && !isAlive(pid)) await this.#delete(path.join(this.#folder, name));
    }
  }

  #open(id: string): Batch {
    const folder = path.join(this.#folder, id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const batch = { folder, names: new Set<string>(), bytes: 0 };
    this.#batches.set(id, batch);
    return batch;
  }

  async #remove(id: string): Promise<void> {
    const batch = this.#batches.get(id);
    this.#batches.delete(id);
    if (batch) await this.#delete(batch.folder);
  }

  #list(): string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      // Nothing was ever uploaded here.
      return [];
    }
  }

  async #delete(folder: string): Promise<void> {
    // Removing is for order; on Windows a file that is still read stays until the next start.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
