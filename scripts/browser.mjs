import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './project.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];

/** A Chromium that is already on this machine: RANKSCOPE_CHROMIUM, PATH, then Playwright's cache; else undefined. */
export function findBrowser(env = process.env) {
  if (env.RANKSCOPE_CHROMIUM) {
    if (existsSync(env.RANKSCOPE_CHROMIUM)) return env.RANKSCOPE_CHROMIUM;
    throw new Error(`RANKSCOPE_CHROMIUM names ${env.RANKSCOPE_CHROMIUM}, which does not exist.`);
  }
  return onPath(env) ?? inPlaywrightCache(env);
}

/** A Chromium, installed when none is there. Fails with a sentence that says what to do. */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    const apt = (...args) => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0;
    const done = apt('install', '-y', 'chromium') || (apt('update') && apt('install', '-y', 'chromium'));
    if (done && onPath(process.env)) return onPath(process.env);
  }
  const cli = path.join(root, 'node_modules/playwright-core/cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: 'inherit' });
  const installed = inPlaywrightCache(process.env);
  if (installed) return installed;
  throw new Error('No Chromium found and none could be installed. Install one and set RANKSCOPE_CHROMIUM to its path.');
}

function onPath(env) {
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter);
  const extension = process.platform === 'win32' ? '.exe' : '';
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name + extension)));
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

function playwrightCache(env) {
  if (env.PLAYWRIGHT_BROWSERS_PATH && env.PLAYWRIGHT_BROWSERS_PATH !== '0') return env.PLAYWRIGHT_BROWSERS_PATH;
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library/Caches/ms-playwright');
  if (process.platform === 'win32') return path.join(env.LOCALAPPDATA ?? os.homedir(), 'ms-playwright');
  return path.join(env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'ms-playwright');
}

const executables = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
];

function inPlaywrightCache(env) {
  const cache = playwrightCache(env);
  if (!existsSync(cache)) return undefined;
  const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  builds.sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  const candidates = builds.flatMap((build) => executables.map((file) => path.join(cache, build, file)));
  return candidates.find((file) => existsSync(file));
}
