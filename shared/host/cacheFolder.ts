/** What the cache folder's place depends on: `process.env`, `process.platform` and the home folder. */
export interface CachePlace {
  env: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
}

/**
 * Where sessions are kept, the same for every host: `RANKSCOPE_CACHE`, else the platform's cache folder plus
 * `rankscope`.
 */
export function cacheFolder({ env, platform, home }: CachePlace): string {
  if (env.RANKSCOPE_CACHE) return env.RANKSCOPE_CACHE;
  if (platform === 'darwin') return `${home}/Library/Caches/rankscope`;
  if (platform === 'win32') return `${env.LOCALAPPDATA ?? `${home}\\AppData\\Local`}\\rankscope\\Cache`;
  return `${env.XDG_CACHE_HOME || `${home}/.cache`}/rankscope`;
}
