import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readJson, root } from './project.mjs';

const home = path.join(root, 'node_modules/electron');
const memory = path.join(root, '.cache/electron-failed.json');
const dayMs = 24 * 60 * 60 * 1000;
const downloadMs = 20_000;

/**
 * The Electron executable, downloaded when it is missing (one try a day, 20 s at most).
 * `{file}` when it is there, else `{reason}`.
 */
export function electronBinary() {
  const { version } = readJson('node_modules/electron/package.json');
  const installed = installedBinary(version);
  if (installed) return { file: installed };
  const former = rememberedFailure(version);
  if (former) return { reason: `${former.reason} (tried ${former.at}; delete .cache to try again)` };
  console.log(`Electron ${version}: downloading, ${downloadMs / 1000} s at most`);
  const run = spawnSync(process.execPath, [path.join(home, 'install.js')], {
    encoding: 'utf8',
    timeout: downloadMs,
    killSignal: 'SIGKILL',
  });
  const file = installedBinary(version);
  if (file) {
    rmSync(memory, { force: true });
    return { file };
  }
  const reason =
    run.error?.code === 'ETIMEDOUT'
      ? 'the download did not end in 20 s'
      : `the download failed (${firstLine(run.stderr)})`;
  mkdirSync(path.dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ version, at: new Date().toISOString(), reason }));
  return { reason };
}

/** Why Electron cannot show a window here even when its binary is there, or undefined. */
export function windowObstacle(env = process.env, platform = process.platform, uid = process.getuid?.()) {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'there is no display';
  return uid === 0 ? 'Electron refuses to run as root' : undefined;
}

/** The binary if it is here, without trying to get it; undefined when it is not. */
export function presentBinary() {
  return installedBinary(readJson('node_modules/electron/package.json').version);
}

function installedBinary(version) {
  const [pathFile, versionFile] = [path.join(home, 'path.txt'), path.join(home, 'dist/version')];
  if (!existsSync(pathFile) || !existsSync(versionFile)) return undefined;
  const file = path.join(home, 'dist', readFileSync(pathFile, 'utf8'));
  const same = readFileSync(versionFile, 'utf8').replace(/^v/, '') === version;
  return same && existsSync(file) ? file : undefined;
}

function rememberedFailure(version) {
  if (!existsSync(memory)) return undefined;
  const failure = JSON.parse(readFileSync(memory, 'utf8'));
  const recent = Date.now() - Date.parse(failure.at) < dayMs;
  return failure.version === version && recent ? failure : undefined;
}

function firstLine(text) {
  return (
    text
      ?.split('\n')
      .find((line) => line.trim())
      ?.trim() ?? 'no message'
  );
}
