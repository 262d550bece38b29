import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const written = ['data', 'raw', 'history', 'embeddings', 'truth'];

/**
 * Makes the folder of a case ready: what an earlier run wrote goes, `models` too unless they are the ones to copy from.
 * A folder with anything that this tool did not write is refused, for it would be lost.
 */
export function prepareFolder(folder: string, models: string): void {
  const isOwn = existsSync(path.join(folder, 'truth/facts.json'));
  if (!isOwn && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Error(`${folder} holds files that this tool did not write. Name a new folder, or empty this one.`);
  }
  mkdirSync(folder, { recursive: true });
  const ownModels = path.resolve(models) === path.join(folder, 'models');
  for (const name of [...written, ...(ownModels ? [] : ['models'])])
    rmSync(path.join(folder, name), { recursive: true, force: true });
}
