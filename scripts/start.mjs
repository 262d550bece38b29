import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { electronBinary, windowObstacle } from './electronBinary.mjs';
import { ensureInstalled } from './install.mjs';
import { isBuilt, root } from './project.mjs';
import { readStart } from './startArguments.mjs';

/**
 * `npm start [-- <case folder> --browser --port N --no-open]`: installs and builds what is missing, then opens the
 * desktop window, or the browser host where a window is not possible or not wanted.
 */
async function main(given) {
  const { flag, named, args } = readStart(given);
  if (named !== undefined && !existsSync(named)) {
    console.error(`There is no case at ${path.resolve(named)}.\nName a case folder, its case.yaml or a session file.`);
    return 2;
  }
  ensureInstalled();
  if (!isBuilt()) build();
  if (flag) return serve(args, `${flag} asks for the browser`);
  const obstacle = windowObstacle();
  const electron = obstacle ? { reason: obstacle } : electronBinary();
  if (!electron.file) return serve(args, `no desktop window: ${electron.reason}`);
  const started = Date.now();
  const code = await run(electron.file, [root, ...args]);
  if (code !== 0 && Date.now() - started < 15_000) return serve(args, `Electron ended at once with code ${code}`);
  return code;
}

function build() {
  const done = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root, stdio: 'inherit' });
  if (done.status !== 0) throw new Error('the build failed; its message is above');
}

function serve(args, reason) {
  console.log(`${reason}; starting the browser host`);
  const quiet = canOpen() || args.includes('--no-open') ? [] : ['--no-open'];
  return run(process.execPath, [path.join(root, 'out/cli.cjs'), 'serve', ...args, ...quiet]);
}

function canOpen() {
  if (process.platform !== 'linux') return true;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return false;
  return spawnSync('xdg-open', ['--version'], { stdio: 'ignore' }).status === 0;
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE ?? '16' };
    const child = spawn(command, args, { stdio: 'inherit', env });
    // Ctrl+C reaches the child by itself; this process only waits for it.
    process.on('SIGINT', () => undefined);
    for (const signal of ['SIGTERM', 'SIGHUP']) process.once(signal, () => child.kill(signal));
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
