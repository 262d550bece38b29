import os from 'node:os';
import path from 'node:path';

/**
 * The folder of built sessions and uploads: `$RANKSCOPE_CACHE`, else `rankscope` in the platform's cache folder. The
 * same for the desktop, the browser host and the command line. Not created here.
 */
export function defaultCacheDir(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string {
  if (env.RANKSCOPE_CACHE) return path.resolve(env.RANKSCOPE_CACHE);
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'rankscope');
  if (platform === 'win32') return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'rankscope');
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'rankscope');
}
