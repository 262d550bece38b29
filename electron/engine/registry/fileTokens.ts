import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';

export interface FolderEntry {
  name: string;
  kind: 'folder' | 'file';
  token: string;
  bytes: number | null;
  isCase: boolean;
}

export interface FolderListing {
  token: string | null;
  name: string;
  parent: string | null;
  entries: FolderEntry[];
}

/**
 * Opaque tokens instead of paths (decisions.md 32): a client can only name what a listing under the allowed roots gave
 * it. A token is meaningless to another engine.
 */
export class FileTokens {
  private readonly roots: string[] | null;
  private readonly hasDialogs: boolean;
  private readonly paths = new Map<string, string>();
  private readonly granted = new Set<string>();
  private readonly salt = `${process.pid}-${process.hrtime.bigint()}`;

  /** `roots` null allows every path. With `hasDialogs`, folders that a person chose are listed beside the roots. */
  constructor(roots: string[] | null, { hasDialogs = false } = {}) {
    this.roots = roots;
    this.hasDialogs = hasDialogs;
  }

  /** The path behind a token. Throws `not_found` for one that was never given out. */
  resolve(token: string): string {
    const found = this.paths.get(token);
    if (found) return found;
    throw new RankscopeError({
      code: 'not_found',
      message: 'This file token is not known.',
      hint: 'List the folder again.',
    });
  }

  /**
   * Makes a host's own token known, for a path that a person chose: in a dialog, by dropping it, in an earlier session.
   * From then on its folder counts as a root: a case reads the files beside its case.yaml.
   */
  grant(token: string, file: string): void {
    this.paths.set(token, file);
    this.granted.add(file);
  }

  tokenOf(realPath: string): string {
    const token = createHash('sha256').update(this.salt).update(realPath).digest('hex').slice(0, 24);
    this.paths.set(token, realPath);
    return token;
  }

  /** The real path, when it lies under an allowed root; a sentence otherwise. */
  async allow(file: string): Promise<string> {
    const real = await realpath(file).catch((cause: unknown) => {
      throw new RankscopeError(
        { code: 'input', message: `There is no file or folder at ${file}.`, where: { file } },
        { cause },
      );
    });
    if (this.roots === null) return real;
    const roots = [...(await present(this.roots.map(realOrNull))), ...(await this.chosenFolders())];
    if (roots.some((root) => real === root || real.startsWith(root.endsWith(path.sep) ? root : root + path.sep))) {
      return real;
    }
    throw new RankscopeError({
      code: 'refused',
      ...(this.hasDialogs
        ? {
            message: `${file} lies outside the folders that were chosen in this window.`,
            hint: 'Choose it with Open in the File menu, or drop it on the window.',
          }
        : {
            message: `${file} lies outside the folders that this host was started with.`,
            hint: 'Start it again with --root and that folder.',
          }),
      where: { file },
    });
  }

  private async chosenFolders(): Promise<string[]> {
    return [...new Set(await present([...this.granted].map(folderOf)))];
  }

  /** The allowed roots, or the folder behind `token`. Hidden files are left out; unreadable entries too. */
  async list(token: string | undefined): Promise<FolderListing> {
    if (token === undefined) {
      const chosen = this.hasDialogs ? await this.chosenFolders() : [];
      const roots = new Set([...(this.roots ?? [path.parse(process.cwd()).root]), ...chosen]);
      const entries = await present([...roots].map((root) => this.entry(root, root)));
      return { token: null, name: '', parent: null, entries: foldersFirst(entries) };
    }
    const folder = await this.allow(this.resolve(token));
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
    const entries = await present(names.map((name) => this.entry(path.join(folder, name), name)));
    const parent = await this.allow(path.dirname(folder)).catch(() => null);
    const parentToken = parent === null || parent === folder ? null : this.tokenOf(parent);
    return { token, name: path.basename(folder), parent: parentToken, entries: foldersFirst(entries) };
  }

  private async entry(file: string, name: string): Promise<FolderEntry | null> {
    // A file that vanished or may not be read between listing and looking is left out of the list, not an error of it.
    const real = await this.allow(file).catch(() => null);
    const facts = real === null ? null : await stat(real).catch(() => null);
    if (real === null || facts === null || !(facts.isDirectory() || facts.isFile())) return null;
    const folder = facts.isDirectory();
    const isCase = folder
      ? await stat(path.join(real, 'case.yaml')).then(
          (inner) => inner.isFile(),
          () => false,
        )
      : /(^|[/\\])case\.ya?ml$|\.rankscope$/.test(real);
    return {
      name,
      kind: folder ? 'folder' : 'file',
      token: this.tokenOf(real),
      bytes: folder ? null : facts.size,
      isCase,
    };
  }
}

function foldersFirst(entries: FolderEntry[]): FolderEntry[] {
  return entries.sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'folder' ? -1 : 1));
}

async function present<T>(found: Promise<T | null>[]): Promise<T[]> {
  return (await Promise.all(found)).filter((each) => each !== null);
}

/** The real path; null for what is gone or may not be looked at, which then allows nothing. */
function realOrNull(file: string): Promise<string | null> {
  return realpath(file).catch(() => null);
}

/** The real path of a folder, or of the folder that a file lies in. */
async function folderOf(file: string): Promise<string | null> {
  const real = await realOrNull(file);
  const facts = real === null ? null : await stat(real).catch(() => null);
  return real === null || facts === null ? null : facts.isDirectory() ? real : path.dirname(real);
}
