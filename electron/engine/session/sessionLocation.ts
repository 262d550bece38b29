import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';

/** The cache folder: `$RANKSCOPE_CACHE`, else the platform's own, the same for app, host and command line. */
export function defaultCacheDir(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  if (environment.RANKSCOPE_CACHE) return path.resolve(environment.RANKSCOPE_CACHE);
  if (platform === 'win32')
    return path.join(environment.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'), 'rankscope');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'rankscope');
  return path.join(environment.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'rankscope');
}

/** 16 hexadecimal digits that stand for a case: sha256 of the real path of its case.yaml. */
export function sessionId(caseFile: string): string {
  return createHash('sha256').update(caseFile).digest('hex').slice(0, 16);
}

/** Where the session of a case lies unless a place was given. */
export function sessionFileOf(cacheDir: string, caseFile: string): string {
  return path.join(cacheDir, sessionId(caseFile), 'session.rankscope');
}
