import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { electronBinary, windowObstacle } from './electronBinary.mjs';
import { ensureInstalled } from './install.mjs';
import { isBuilt, root } from './project.mjs';

const browserFlags = ['--browser', '--port', '--no-open', '--root', '--help'];

/**
 * `npm start [-- <case folder> --browser --port N --no-open]`: installs and builds what is missing, then opens the
 * desktop window, or the browser host where a window is not possible or not wanted.
 */
async function main(args) {
  ensureInstalled();
  if (!isBuilt()) build();
  const flagged = browserFlags.find((flag) => args.some((arg) => arg === flag || arg.startsWith(`${flag}=`)));
  const withCase = args.some(isCase) ? args : [...args, ...defaultCase()];
  if (flagged) return serve(withCase, `${flagged} asks for the browser`);
  const obstacle = windowObstacle();
  const electron = obstacle ? { reason: obstacle } : electronBinary();
  if (!electron.file) return serve(withCase, `no desktop window: ${electron.reason}`);
  const started = Date.now();
  const code = await run(electron.file, [root, ...withCase]);
  if (code !== 0 && Date.now() - started < 15_000) return serve(withCase, `Electron ended at once with code ${code}`);
  return code;
}

function build() {
  const done = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) throw new Error('the build failed; its message is above');
}

function serve(args, reason) {
  console.log(`${reason}; starting the browser host`);
  const rest = args.filter((arg) => arg !== '--browser');
  if (!canOpen() && !rest.includes('--no-open')) rest.push('--no-open');
  return run(process.execPath, [path.join(root, 'out/cli.cjs'), 'serve', ...rest]);
}

function canOpen() {
  if (process.platform !== 'linux') return true;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  return spawnSync('xdg-open', ['--version'], { stdio: 'ignore' }).status === 0;
}

function isCase(arg, index, args) {
  return !arg.startsWith('-') && !['--port', '--root'].includes(args[index - 1]);
}

function defaultCase() {
  const samples = path.join(root, 'samples');
  const names = existsSync(samples) ? readdirSync(samples).sort() : [];
  const first = names.find((name) => existsSync(path.join(samples, name, 'case.yaml')));
  return first ? [path.join(samples, first)] : [];
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' };
    const child = spawn(command, args, { stdio: 'inherit', env });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
