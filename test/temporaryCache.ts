import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Gives every run of the tests its own cache of sessions, removed at the end. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-test-'));
  process.env.RANKSCOPE_CACHE = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
