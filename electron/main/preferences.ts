import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

interface Stored {
  lastFolder?: string;
}

/** What the desktop host remembers between starts. */
export class Preferences {
  private readonly file: string;

  constructor(folder: string) {
    this.file = path.join(folder, 'preferences.json');
  }

  /** Where the last file dialog ended; null at first and when the file is unreadable. */
  get lastFolder(): string | null {
    return this.read().lastFolder ?? null;
  }

  set lastFolder(folder: string | null) {
    writeFileSync(this.file, JSON.stringify({ ...this.read(), lastFolder: folder ?? undefined }));
  }

  private read(): Stored {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Stored;
    } catch {
      // Missing at the first start; a damaged file only costs the remembered folder.
      return {};
    }
  }
}
