import { RankscopeError } from '../../../shared/wire/errors';
import type { NativeConnection, NativeInstance } from './duckdb';
import { isFatal, toDuckdbError } from './errors';
import { Slots } from './slots';
import { type QueryOptions, Statement } from './statement';

/** Statements that run at once in one instance: each holds a libuv thread. */
const runningAtOnce = 8;

/** A connection that one owner keeps, with the turn of its statements. */
export interface OwnConnection {
  native: NativeConnection;
  turn: Slots;
}

/** Hands out the connections of an opened instance, and knows all work that runs or waits on it. */
export class InstancePool {
  readonly #instance: NativeInstance;
  readonly #onFatal: (error: RankscopeError) => void;
  readonly #slots = new Slots(runningAtOnce);
  readonly #idle: NativeConnection[] = [];
  readonly #owned = new Set<NativeConnection>();
  readonly #work = new Map<AbortController, Promise<unknown>>();
  #closed = false;

  constructor(instance: NativeInstance, onFatal: (error: RankscopeError) => void) {
    this.#instance = instance;
    this.#onFatal = onFatal;
  }

  /** Runs `work` on a connection of the pool, or on `own` when its turn has come. */
  async request<T>(options: QueryOptions, work: (s: Statement) => Promise<T>, own?: OwnConnection): Promise<T> {
    this.#refuseClosed();
    const controller = new AbortController();
    const cancel = () => controller.abort();
    if (options.signal?.aborted) cancel();
    options.signal?.addEventListener('abort', cancel, { once: true });
    const scoped = { ...options, signal: controller.signal };
    const start = () => this.#slots.use(scoped.signal, () => this.#execute(scoped, work, own));
    const promise = own ? own.turn.use(scoped.signal, start) : start();
    this.#work.set(controller, promise);
    try {
      return await promise;
    } finally {
      this.#work.delete(controller);
      options.signal?.removeEventListener('abort', cancel);
    }
  }

  async connect(): Promise<OwnConnection> {
    this.#refuseClosed();
    const native = await this.#instance.connect();
    this.#owned.add(native);
    return { native, turn: new Slots(1) };
  }

  /** Waits for the statement that runs on it. */
  async disconnect(own: OwnConnection): Promise<void> {
    await own.turn.use(undefined, async () => {
      if (this.#owned.delete(own.native)) own.native.close();
    });
  }

  interruptAll(): void {
    for (const controller of this.#work.keys()) controller.abort();
  }

  async close(checkpoint: boolean): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.interruptAll();
    await Promise.allSettled(this.#work.values());
    for (const native of [...this.#idle, ...this.#owned]) native.close();
    if (checkpoint) await this.#checkpoint();
    this.#instance.close();
  }

  async #execute<T>(options: QueryOptions, work: (s: Statement) => Promise<T>, own?: OwnConnection): Promise<T> {
    const native = own?.native ?? this.#idle.pop() ?? (await this.#instance.connect());
    try {
      return await work(new Statement(native, options));
    } catch (thrown) {
      const error = toDuckdbError(thrown);
      if (isFatal(error)) this.#onFatal(error);
      throw error;
    } finally {
      if (!own) this.#idle.push(native);
    }
  }

  /** Off the event loop, which `close` would hold; a log that cannot be written back now is replayed at the next open. */
  async #checkpoint(): Promise<void> {
    const native = await this.#instance.connect();
    try {
      await native.run({ text: 'CHECKPOINT' });
    } catch {
      // A full disk, or a database that is out of order already: the log keeps every committed change.
    } finally {
      native.close();
    }
  }

  #refuseClosed(): void {
    if (this.#closed) throw new RankscopeError({ code: 'closed', message: 'The session has been closed.' });
  }
}
