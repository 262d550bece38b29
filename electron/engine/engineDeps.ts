/** What a host gives the engine. The engine never asks the environment for any of it. */
export interface EngineDeps {
  host: 'electron' | 'browser' | 'cli' | 'test';
  /** The case to open first, or null. */
  startCase: string | null;
  /** Where sessions live (decisions.md 17). */
  cacheDir: string;
  /**
   * Folders that `files.list` shows and `case.open` accepts by path; null means every path (command line). A host with
   * dialogs adds to them with `grant`.
   */
  allowedRoots: string[] | null;
  /** DuckDB's `memory_limit`, such as `4GB`; null means half of the machine's memory, at most 8 GB. */
  memoryLimit: string | null;
  /** DuckDB's thread count; null means every core. */
  threads: number | null;
  /** Own sessions in a temporary folder, removed at close. */
  privateSessions: boolean;
  /** Private sessions make their tables when something needs them; means of TREC runs do not. */
  lazyTables?: boolean;
  /** Told each case or session file that a client opened, as a real path. */
  onOpened?: (file: string) => void;
  /** Told the same path when nobody has it open any more. */
  onClosed?: (file: string) => void;
  /** A fault after which the engine's state cannot be trusted: the host must end and restart it. */
  onFatal: (reason: string) => void;
}
