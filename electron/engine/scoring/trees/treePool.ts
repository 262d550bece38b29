import { availableParallelism } from 'node:os';
import { RankscopeError } from '../../../../shared/wire/errors';
import { startRole } from '../../threads/roleThread';
import type { Batch, ModelRuntime, ModelSignature } from '../modelRuntime';
import type { Wire } from '../runtimeMessages';
import type { TreeFile } from './treeFile';
import { TreeThread } from './treeThread';

/**
 * Runs models of trees in as many threads as there are cores. A file is read once, by one thread, into memory that all
 * share. A thread starts when there is a batch that no other is free for, and all end with the last model released, or
 * the last hold, so there is nothing to close. Batches are moved, not copied: their arrays are empty after `run`.
 */
export class TreePool implements ModelRuntime {
  readonly parallel: number;
  readonly #start: () => TreeThread;
  readonly #threads = new Set<TreeThread>();
  readonly #models = new Map<number, TreeFile>();
  #reads = 0;
  #holds = 0;
  #next = 1;

  /** `start` makes a thread; `parallel` is the most there are. */
  constructor(start: () => TreeThread, parallel: number) {
    this.#start = start;
    this.parallel = parallel;
  }

  /** As `readTreeFile`. The arrays of the forest lie in shared memory. */
  read(file: string): Promise<TreeFile | null> {
    return this.#reading(file, (found) => found);
  }

  load(file: string): Promise<{ handle: number; signature: ModelSignature }> {
    return this.#reading(file, (found) => {
      if (!found) throw new RankscopeError({ code: 'internal', message: `${file} is no forest.` });
      return this.adopt(found);
    });
  }

  /** Takes a forest that was read already; `release` ends that, as after `load`. */
  adopt(file: TreeFile): { handle: number; signature: ModelSignature } {
    const handle = this.#next++;
    this.#models.set(handle, file);
    return { handle, signature: file.signature };
  }

  run(handle: number, batch: Batch): Promise<Float64Array[]> {
    const file = this.#models.get(handle);
    if (!file) throw new RankscopeError({ code: 'internal', message: `No model is loaded as ${handle}.` });
    const buffers = new Set(batch.inputs.map((input) => (input.data as Float64Array).buffer as ArrayBuffer));
    return this.#call(this.#free(), async (thread) => {
      if (!thread.adopted.has(handle)) {
        thread.adopted.add(handle);
        thread.call({ method: 'adopt', handle, file }).catch(() => {});
      }
      return thread.call({ method: 'run', handle, batch }, [...buffers]);
    }) as Promise<Float64Array[]>;
  }

  async release(handle: number): Promise<void> {
    this.#models.delete(handle);
    this.#rest();
    for (const thread of this.#threads) {
      if (thread.adopted.delete(handle)) await thread.call({ method: 'forget', handle });
    }
  }

  /** Threads that start stay until the returned function is called: one model after another needs them. */
  hold(): () => void {
    this.#holds++;
    let held = true;
    return () => {
      if (held) this.#holds--;
      held = false;
      this.#rest();
    };
  }

  async close(): Promise<void> {
    this.#models.clear();
    this.#holds = 0;
    this.#rest();
  }

  async #reading<T>(file: string, use: (found: TreeFile | null) => T): Promise<T> {
    this.#reads++;
    try {
      const read = this.#call(this.#free(), (thread) => thread.call({ method: 'read', file }));
      return use((await read) as TreeFile | null);
    } finally {
      this.#reads--;
      this.#rest();
    }
  }

  /** A thread without an open call, a new one, or the one with the fewest calls. */
  #free(): TreeThread {
    const [least] = [...this.#threads].sort((a, b) => a.open - b.open);
    if (least && (least.open === 0 || this.#threads.size >= this.parallel)) return least;
    const thread = this.#start();
    this.#threads.add(thread);
    return thread;
  }

  async #call(thread: TreeThread, work: (thread: TreeThread) => Promise<unknown>): Promise<unknown> {
    try {
      return await work(thread);
    } catch (error) {
      if (error instanceof LostThreadError) this.#threads.delete(thread);
      throw error;
    }
  }

  #rest(): void {
    if (this.#models.size > 0 || this.#reads > 0 || this.#holds > 0) return;
    for (const thread of this.#threads) thread.end();
    this.#threads.clear();
  }
}

/** The thread ended before it answered. */
export class LostThreadError extends RankscopeError {
  constructor(reason: string) {
    super({
      code: 'internal',
      message: `A thread that scored a model of trees ended: ${reason}.`,
      hint: 'The model may need more memory than there is; give its scores as a file.',
    });
  }
}

/** Threads started from `bundle`, the CommonJS file whose first statement is `runWorkerRole()`. */
export function treePool(bundle: string): TreePool {
  return new TreePool(() => startThread(bundle), availableParallelism());
}

function startThread(bundle: string): TreeThread {
  const { worker, end } = startRole(bundle, { role: 'trees' });
  const thread = new TreeThread(worker as Wire, () => void end());
  worker.on('error', (error) =>
    thread.lose(new LostThreadError(error instanceof Error ? error.message : String(error))),
  );
  worker.on('exit', (code) => thread.lose(new LostThreadError(`exit code ${code}`)));
  return thread;
}
