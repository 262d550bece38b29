import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { RankscopeError } from '../../../shared/wire/errors';
import { quoteText } from './quote';

export interface OpenOptions {
  /** Such as `4GB`; default half of the machine's memory, at most 8 GB. */
  memoryLimit?: string;
  /** Default the number of cores. */
  threads?: number;
  /** Where large sorts and joins spill; default a folder beside the file, or of this process in the system's temporary folder. */
  tempDirectory?: string;
  /** Such as `20GB`; default 90% of the free disk. */
  maxTempDirectorySize?: string;
  /** Called when DuckDB reports that it can no longer be trusted: the process should exit. */
  onFatal?: (error: RankscopeError) => void;
}

const mebibyte = 2 ** 20;

/**
 * The configuration that every instance gets. The order counts: `temp_directory` cannot be set once external access is
 * off. Files are written in the oldest storage format that DuckDB still writes, so that older releases can read them.
 */
export function baseConfig(path: string | null, options: OpenOptions): Record<string, string> {
  const { memoryLimit, threads, tempDirectory } = options;
  return {
    memory_limit: memoryLimit ?? `${Math.floor(Math.min(totalmem() / 2, 8 * 1024 * mebibyte) / mebibyte)}MiB`,
    temp_directory: tempDirectory ?? (path === null ? join(tmpdir(), `rankscope-${process.pid}`) : `${path}.tmp`),
    threads: String(threads ?? availableParallelism()),
    storage_compatibility_version: 'v0.10.2',
    errors_as_json: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
  };
}

/**
 * Settings that only work as SQL: the time zones are not loaded yet when the config is read, and a limit on temporary
 * files that is set there is shown but not kept.
 */
export function baseSettings({ maxTempDirectorySize }: OpenOptions): string[] {
  const limit = maxTempDirectorySize ? [`SET max_temp_directory_size=${quoteText(maxTempDirectorySize)}`] : [];
  return [...limit, "SET GLOBAL TimeZone='UTC'"];
}
