import path from 'node:path';

/** How the process was started: what stands before the user's arguments depends on being packaged. */
export interface Launch {
  argv: readonly string[];
  cwd: string;
  packaged: boolean;
}

/** The case, session or folder named on the command line as an absolute path; null when there is none. */
export function caseOfLaunch({ argv, cwd, packaged }: Launch): string | null {
  // An address (`rankscope://…`) is no path; the app registers none and follows none.
  const words = argv.filter((word) => !word.startsWith('-') && !/^[a-z][a-z0-9+.-]+:\/\//i.test(word));
  const named = words[packaged ? 1 : 2];
  return named === undefined || named === '' ? null : path.resolve(cwd, named);
}

/** The launch that a second start handed over, or null when it is not ours. */
export function launchOfSecondStart(data: unknown, packaged: boolean): Launch | null {
  if (typeof data !== 'object' || data === null) return null;
  const { argv, cwd } = data as { argv?: unknown; cwd?: unknown };
  if (!Array.isArray(argv) || !argv.every((word) => typeof word === 'string') || typeof cwd !== 'string') return null;
  return { argv, cwd, packaged };
}
