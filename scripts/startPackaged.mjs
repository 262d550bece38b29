import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './project.mjs';

const wanted = ['window: shown', 'engine: opened a case'];
const patienceMs = 90_000;

/**
 * `node scripts/startPackaged.mjs [dist]`: starts the packaged app over a sample and waits until its log says that the
 * window is there and that the engine opened the case. The fuses of a package keep every other driver out.
 */
async function main([dist = path.join(root, 'dist')]) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-packaged-'));
  const env = { ...process.env, RANKSCOPE_USER_DATA: folder, RANKSCOPE_CACHE: path.join(folder, 'cache') };
  // The test machines of Linux have no user namespaces for the sandbox of an unpacked app.
  const flags = process.platform === 'linux' ? ['--no-sandbox'] : [];
  const app = spawn(executable(dist), [...flags, path.join(root, 'samples/small')], { env, stdio: 'inherit' });
  let ended;
  app.on('error', (error) => (ended = error.message));
  app.on('exit', (code, signal) => (ended ??= `ended with ${signal ?? `code ${code}`}`));
  const missing = await missingLines(path.join(folder, 'logs/main.log'), () => ended);
  app.kill();
  if (missing.length > 0)
    throw new Error(`the log never said ${missing.join(' or ')}${ended ? `; the app ${ended}` : ''}`);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  console.log(`packaged app: ${wanted.join(', ')}`);
}

async function missingLines(log, hasEnded) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    const missing = wanted.filter((line) => !text.includes(line));
    if (missing.length === 0 || hasEnded() || Date.now() > until) return missing;
    await setTimeout(200);
  }
}

function executable(dist) {
  const names = { linux: 'rankscope', win32: 'Rankscope.exe', darwin: 'Rankscope.app/Contents/MacOS/Rankscope' };
  const name = names[process.platform];
  const folders = [dist, ...readdirSync(dist).map((each) => path.join(dist, each))];
  const file = folders.map((folder) => path.join(folder, name)).find((each) => existsSync(each));
  if (!file) throw new Error(`there is no ${name} in ${dist}; package first`);
  return file;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
