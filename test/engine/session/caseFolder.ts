import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { BuildControl } from '../../../electron/engine/session/buildSession';
import { type OpenCaseOptions, openCase } from '../../../electron/engine/session/openCase';

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'rankscope-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files into a folder by their relative paths. */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** A case folder with these files, and a cache of its own. */
export function caseFolder(files: Readonly<Record<string, string | Uint8Array>>): { folder: string; cacheDir: string } {
  const root = temporaryFolder();
  const folder = path.join(root, 'case');
  const cacheDir = path.join(root, 'cache');
  writeFiles(folder, files);
  mkdirSync(cacheDir, { recursive: true });
  return { folder, cacheDir };
}

/** Opens a case and closes its session when the test ends. */
export async function opened(options: OpenCaseOptions, control: BuildControl = {}) {
  const result = await openCase(options, control);
  onTestFinished(() => result.session.close());
  return result;
}

/** Opens a case made of these files, built in memory. */
export async function openFiles(files: Readonly<Record<string, string | Uint8Array>>, control: BuildControl = {}) {
  const { folder, cacheDir } = caseFolder(files);
  const { session } = await opened({ path: folder, cacheDir, memory: true }, control);
  const rows = (text: string) => session.db.readRows({ text });
  return { session, rows, folder };
}
