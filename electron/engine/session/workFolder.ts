import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A folder for rewritten inputs, made when first asked for and removed with everything in it. It lies beside the build's
 * file, where the leftovers of a process that died are found and removed; in the system's temporary folder for null.
 */
export class WorkFolder {
  readonly #beside: string | null;
  #folder: Promise<string> | null = null;
  #files = 0;

  constructor(beside: string | null = null) {
    this.#beside = beside;
  }

  /** A fresh path in the folder. */
  async file(suffix: string): Promise<string> {
    this.#folder ??= makeFolder(this.#beside);
    this.#files += 1;
    return path.join(await this.#folder, `${this.#files}-${suffix}`);
  }

  async remove(): Promise<void> {
    if (this.#folder) await rm(await this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}

async function makeFolder(beside: string | null): Promise<string> {
  if (beside === null) return mkdtemp(path.join(tmpdir(), 'rankscope-'));
  const folder = `${beside}.work`;
  await mkdir(folder, { recursive: true });
  return folder;
}

/** The file that a build of this process writes. */
export function buildingFile(sessionFile: string): string {
  return `${sessionFile}.building-${process.pid}`;
}

/** Removes what builds of processes that no longer live have left beside a session. */
export async function removeLeftovers(sessionFile: string): Promise<void> {
  const folder = path.dirname(sessionFile);
  const prefix = `${path.basename(sessionFile)}.building-`;
  const names = await readdir(folder);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (pid !== process.pid && !isAlive(pid)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

/** Removes a build's file with everything DuckDB keeps beside it. */
export async function removeBuild(file: string): Promise<void> {
  for (const each of [file, `${file}.wal`, `${file}.tmp`, `${file}.io`, `${file}.work`])
    await rm(each, { recursive: true, force: true });
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
