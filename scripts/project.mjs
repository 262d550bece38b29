import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The project's root folder. */
export const root = path.dirname(import.meta.dirname);

/** Parses a JSON file given by its path from the root. */
export function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
}

/**
 * Every file under a folder, as paths from the root with forward slashes, sorted; empty when it does not exist.
 * @param {string} folder
 * @param {(file: string) => boolean} accept
 * @returns {string[]}
 */
export function listFiles(folder, accept = () => true) {
  const start = path.join(root, folder);
  if (!existsSync(start)) return [];
  return readdirSync(start, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter(accept)
    .sort();
}

const sourceFolders = ['shared', 'renderer', 'electron'];
const sourceFiles = ['package-lock.json', 'scripts/bundles.mjs', 'scripts/build.mjs', 'scripts/project.mjs'];

/** A digest of path, size and time of every file the build reads: equal means out/ is up to date. */
export function sourceStamp() {
  const hash = createHash('sha256');
  const files = [...sourceFolders.flatMap((folder) => listFiles(folder)), ...sourceFiles];
  for (const file of files) {
    const { size, mtimeMs } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Whether every source in out/ was built from the sources as they are now. */
export function isBuilt() {
  const file = path.join(root, 'out', 'stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === sourceStamp();
}
