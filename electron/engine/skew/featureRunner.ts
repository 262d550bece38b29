import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import { workerBundle } from '../scoring/workerBundle';
import { type RoleThread, startRole } from '../threads/roleThread';
import { type FeatureResult, type FeatureWork, measureFeature, type ReadColumn } from './measureFeature';
import type { PairFacts } from './pairFacts';

/** What measures features: this thread, or threads of its own. */
export interface FeatureRunner {
  /** How many features are measured at once. */
  parallel: number;
  run(work: FeatureWork): Promise<FeatureResult>;
  close(): void;
}

/** Up to so many rows a feature holds the event loop for about 10 ms, which is less than starting a thread takes. */
const fewRows = { rows: 400_000, all: 50_000 };
/** Rows that are measured at once, at about 60 bytes each. */
const mostRowsAtOnce = 25_000_000;

/**
 * Threads for long columns where this program serves workers, else this thread, one feature a turn of the event loop. The
 * results are the same to the byte. Cancelling ends the threads.
 */
export function featureRunner(facts: PairFacts, level: 'rows' | 'all', signal?: AbortSignal): FeatureRunner {
  const bundle = workerBundle();
  if (bundle === null || facts.rows <= fewRows[level]) return runHere(facts, signal);
  // The row level takes less time than reading the columns: one thread keeps up.
  const most = level === 'rows' ? 1 : availableParallelism();
  const parallel = Math.min(most, Math.floor(mostRowsAtOnce / facts.rows));
  return new FeatureThreads(bundle, facts, Math.max(1, parallel), signal);
}

function runHere(facts: PairFacts, signal?: AbortSignal): FeatureRunner {
  return {
    parallel: 1,
    run: async (work) => {
      await nextTurn();
      if (signal?.aborted) throw cancelledError();
      return measureFeature(work, facts);
    },
    close: () => {},
  };
}

/** Threads of a bundle in the role `skew`, each with one feature at a time; started when there is work for them. */
export class FeatureThreads implements FeatureRunner {
  readonly parallel: number;
  readonly #start: () => RoleThread;
  readonly #signal: AbortSignal | undefined;
  readonly #idle: RoleThread[] = [];
  readonly #all = new Set<RoleThread>();

  constructor(bundle: string, facts: PairFacts, parallel: number, signal?: AbortSignal) {
    this.parallel = parallel;
    this.#signal = signal;
    this.#start = () => {
      const thread = startRole(bundle, { role: 'skew', facts });
      this.#all.add(thread);
      return thread;
    };
  }

  run(work: FeatureWork): Promise<FeatureResult> {
    const signal = this.#signal;
    if (signal?.aborted) return Promise.reject(cancelledError());
    const thread = this.#idle.pop() ?? this.#start();
    const { worker } = thread;
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        signal?.removeEventListener('abort', cancel);
        worker.off('message', answer).off('error', fail).off('exit', end);
        finish();
      };
      const drop = (error: RankscopeError) =>
        settle(() => {
          this.#all.delete(thread);
          void thread.end();
          reject(error);
        });
      const answer = (result: FeatureResult) =>
        settle(() => {
          this.#idle.push(thread);
          resolve(result);
        });
      const cancel = () => drop(cancelledError());
      const fail = (error: unknown) => drop(lostThread(error instanceof Error ? error.message : String(error)));
      const end = (code: number) => drop(lostThread(`exit code ${code}`));
      signal?.addEventListener('abort', cancel, { once: true });
      worker.once('message', answer).once('error', fail).once('exit', end);
      worker.postMessage(work, buffersOf(work.s, work.t));
    });
  }

  close(): void {
    for (const thread of this.#all) void thread.end();
    this.#all.clear();
  }
}

function lostThread(reason: string): RankscopeError {
  return new RankscopeError({ code: 'internal', message: `A thread that measured skew ended: ${reason}.` });
}

/** Columns are moved, not copied: nobody else reads them again. */
function buffersOf(...columns: ReadColumn[]): ArrayBuffer[] {
  const arrays = columns.flatMap((side): (ArrayBufferView | undefined)[] => {
    if (side.storage === 'number') return [side.values];
    const { column } = side;
    return [column.offsets, column.bytes, column.valid, column.type === 'dict' ? column.codes : undefined];
  });
  const buffers = arrays.flatMap((array) => (array ? [array.buffer] : []));
  return [...new Set(buffers)].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer);
}
