/** What a bench is given. */
export interface BenchContext {
  /** The built command line. */
  cli: string;
  /** A folder of this run, removed at its end. */
  folder: string;
  /** Rows that were asked for; null = the bench's own size. */
  rows: number | null;
  /** How often short things are measured; the fastest counts. */
  repeat: number;
  say(text: string): void;
}

/** One measured thing with its baseline of the same run. */
export interface BenchResult {
  /** As in `limits.json`. */
  name: string;
  what: string;
  rows: number;
  seconds: number;
  /** User and system time of all threads: what a busy machine distorts least. */
  cpuSeconds: number | null;
  peakMb: number | null;
  baseline: { what: string; seconds: number; cpuSeconds: number | null; peakMb: number | null } | null;
  /** Our seconds over the baseline's; or an exponent, where `what` says so. */
  ratio: number | null;
}

export interface Bench {
  name: string;
  what: string;
  run(context: BenchContext): Promise<BenchResult[]>;
}
