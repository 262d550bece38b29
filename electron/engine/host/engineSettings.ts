import type { EngineDeps } from '../engineDeps';
import { defaultCacheDir } from './cacheDir';

/** What a host tells its engine process, as one JSON argument after the entry file. All paths are absolute. */
export type EngineSettings = Omit<EngineDeps, 'onFatal' | 'onOpened' | 'onClosed'>;

/**
 * Reads the settings from the arguments of the engine process. What a host leaves out has the default of a host that
 * trusts nobody: no folder is allowed.
 * @throws Error when the arguments hold no settings, or a host that does not exist.
 */
export function readSettings(argv: readonly string[]): EngineSettings {
  const text = argv.slice(2).find((each) => each.startsWith('{'));
  if (text === undefined) throw new Error('The engine is started by its host, with its settings as a JSON argument.');
  const given = JSON.parse(text) as Partial<EngineSettings>;
  if (given.host !== 'electron' && given.host !== 'browser') throw new Error('The settings name no known host.');
  return {
    host: given.host,
    startCase: given.startCase ?? null,
    cacheDir: given.cacheDir ?? defaultCacheDir(),
    allowedRoots: given.allowedRoots === undefined ? [] : given.allowedRoots,
    memoryLimit: given.memoryLimit ?? null,
    threads: given.threads ?? null,
    privateSessions: given.privateSessions ?? false,
  };
}
