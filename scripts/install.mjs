import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readJson, root } from './project.mjs';

/** Runs `npm ci` when node_modules is missing or holds other versions than package-lock.json. */
export function ensureInstalled() {
  const reason = installReason();
  if (!reason) return;
  console.log(`${reason}: running npm ci`);
  const run = spawnSync('npm', ['ci'], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0)
    throw new Error('npm ci failed; its message is above. It needs the npm registry or a filled npm cache.');
}

/** Why node_modules does not fit the lock file, in a few words, or undefined when it does. */
export function installReason() {
  const installedFile = 'node_modules/.package-lock.json';
  if (!existsSync(path.join(root, installedFile))) return 'node_modules is missing';
  const wanted = readJson('package-lock.json').packages;
  const installed = readJson(installedFile).packages;
  for (const [place, { version, optional, link }] of Object.entries(wanted)) {
    if (place === '' || link) continue;
    if (!installed[place] && optional) continue;
    if (installed[place]?.version !== version) return `${place} is not at ${version}`;
  }
  const extra = Object.keys(installed).find((place) => !wanted[place]);
  return extra ? `${extra} is not in package-lock.json` : undefined;
}
