import { cancelledError } from '../../../shared/wire/errors';
import type { NativeConnection, NativeResult } from './duckdb';
import { toDuckdbError } from './errors';
import type { Sql } from './sql';

/** How far a running statement is. `totalRows` and `percentage` (0 to 100) are null while DuckDB cannot tell, as in joins. */
export interface QueryProgress {
  rows: number;
  totalRows: number | null;
  percentage: number | null;
}

export interface QueryOptions {
  signal?: AbortSignal;
  /** Called about every 100 ms while the statement runs. */
  onProgress?: (progress: QueryProgress) => void;
}

const interruptEveryMs = 50;
const progressEveryMs = 100;

/**
 * The work of one request on one connection. The signal of its options belongs to this request alone: it cancels at any
 * point, and nothing has to be unhooked afterwards.
 */
export class Statement {
  readonly native: NativeConnection;
  readonly #options: QueryOptions;
  #cancelled: boolean;
  #running = false;
  #interrupts: NodeJS.Timeout | undefined;

  constructor(native: NativeConnection, options: QueryOptions) {
    this.native = native;
    this.#options = options;
    this.#cancelled = options.signal?.aborted ?? false;
    options.signal?.addEventListener('abort', () => this.#cancel(), { once: true });
  }

  /** Throws `cancelled` when somebody asked for it. */
  check(): void {
    if (this.#cancelled) throw cancelledError();
  }

  async run(sql: Sql): Promise<NativeResult> {
    return this.attempt(() => this.native.run(sql), sql.text);
  }

  /** Runs asynchronous native work under this statement's cancel, progress and error mapping. */
  async attempt<T>(work: () => Promise<T>, sql?: string): Promise<T> {
    this.check();
    const progress = this.#watchProgress();
    this.#running = true;
    try {
      const result = await work();
      this.check();
      return result;
    } catch (thrown) {
      this.check();
      throw toDuckdbError(thrown, sql);
    } finally {
      this.#running = false;
      clearInterval(progress);
      clearInterval(this.#interrupts);
      this.#interrupts = undefined;
    }
  }

  /** Interrupts until DuckDB gives up: an interrupt that comes before a query has begun is lost. */
  #cancel(): void {
    this.#cancelled = true;
    if (!this.#running || this.#interrupts) return;
    this.native.interrupt();
    this.#interrupts = setInterval(() => this.native.interrupt(), interruptEveryMs);
  }

  #watchProgress(): NodeJS.Timeout | undefined {
    const { onProgress } = this.#options;
    if (!onProgress) return undefined;
    return setInterval(() => {
      const { percentage, rows_processed, total_rows_to_process } = this.native.progress;
      const totalRows = total_rows_to_process > 0n ? Number(total_rows_to_process) : null;
      onProgress({ rows: Number(rows_processed), totalRows, percentage: percentage > 0 ? percentage : null });
    }, progressEveryMs);
  }
}
