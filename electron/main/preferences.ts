import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Log } from './log';
import { StoredFile } from './storedFile';
import { readPlacement, type WindowPlacement } from './windowPlacement';

const mostRecent = 10;

/** What the desktop host remembers between starts, in `preferences.json`. */
export class Preferences {
  private readonly file: StoredFile;

  constructor(folder: string, log: Log) {
    this.file = new StoredFile(path.join(folder, 'preferences.json'), log);
  }

  /** Where the last file dialog ended; null at first and when that folder is gone. */
  get lastFolder(): string | null {
    const { lastFolder } = this.file.read();
    return typeof lastFolder === 'string' && existsSync(lastFolder) ? lastFolder : null;
  }

  set lastFolder(folder: string) {
    this.file.change({ lastFolder: folder });
  }

  /** Cases and sessions that were opened, the latest first, without what is gone. */
  get recent(): string[] {
    const { recent } = this.file.read();
    const files = Array.isArray(recent) ? recent.filter((each) => typeof each === 'string') : [];
    return files.filter((each) => path.isAbsolute(each) && existsSync(each)).slice(0, mostRecent);
  }

  /** Puts a case first. A case.yaml counts as its folder, so that no case stands there twice. */
  addRecent(file: string): void {
    const place = /^case\.ya?ml$/i.test(path.basename(file)) ? path.dirname(file) : file;
    const others = this.recent.filter((each) => each !== place);
    this.file.change({ recent: [place, ...others].slice(0, mostRecent) });
  }

  clearRecent(): void {
    this.file.change({ recent: [] });
  }

  /** How the last window lay when it was closed; null at first. */
  get window(): WindowPlacement | null {
    return readPlacement(this.file.read().window);
  }

  set window(placement: WindowPlacement) {
    this.file.change({ window: placement });
  }
}
