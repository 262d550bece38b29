import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** How to start the desktop app, or why it cannot be started here. */
export type DesktopApp = { command: string; args: string[] } | { missing: string };

interface Machine {
  env: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  /** Of the user; undefined on Windows. */
  uid: number | undefined;
}

/**
 * The desktop app of the installation whose built files lie in `folder`: Electron's binary beside the sources.
 * `RANKSCOPE_DESKTOP` names another one, such as an installed package. Nothing is downloaded here.
 */
export function findDesktopApp(folder: string, machine: Machine): DesktopApp {
  const { env, platform, uid } = machine;
  const isLinux = platform === 'linux';
  if (isLinux && !env.DISPLAY && !env.WAYLAND_DISPLAY) return { missing: 'there is no display' };
  const named = env.RANKSCOPE_DESKTOP;
  if (named) return existsSync(named) ? { command: named, args: [] } : { missing: `there is no file at ${named}` };
  if (isLinux && uid === 0) return { missing: 'Electron refuses to run as root' };
  const root = path.dirname(folder);
  const binary = electronBinary(path.join(root, 'node_modules/electron'));
  return binary ? { command: binary, args: [root] } : { missing: "Electron's binary has not been downloaded" };
}

/** The package downloads its binary when it is first used, and then says where it lies. */
function electronBinary(home: string): string | null {
  const pathFile = path.join(home, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = path.join(home, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(binary) ? binary : null;
}
