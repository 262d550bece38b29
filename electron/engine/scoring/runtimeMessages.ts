import { fromWireError, toWireError, type WireError } from '../../../shared/wire/errors';
import type { Batch, ModelRuntime, ModelSignature } from './modelRuntime';

type Call =
  | { method: 'load'; file: string }
  | { method: 'run'; handle: number; batch: Batch }
  | { method: 'release'; handle: number }
  | { method: 'close' };

type Request = Call & { id: number };
type Reply = { id: number; result?: unknown; error?: WireError };

/** The part of a `Worker` or `MessagePort` of worker_threads that the messages travel over. */
export interface Wire {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  /** Whether the wire keeps the process alive. */
  ref(): void;
  unref(): void;
}

/** Answers the calls that come over `port` with `runtime`, one at a time. `onClosed` runs after `close` was answered. */
export function serveRuntime(port: Wire, runtime: ModelRuntime, onClosed: () => void): void {
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (message) => {
    const request = message as Request;
    last = last.then(() => answer(port, runtime, request)).then(() => request.method === 'close' && onClosed());
  });
}

async function answer(port: Wire, runtime: ModelRuntime, request: Request): Promise<void> {
  try {
    const result = await dispatch(runtime, request);
    const moved = Array.isArray(result) ? result.map((each: Float64Array) => each.buffer as ArrayBuffer) : [];
    port.postMessage({ id: request.id, result }, moved);
  } catch (error) {
    port.postMessage({ id: request.id, error: toWireError(error) });
  }
}

function dispatch(runtime: ModelRuntime, request: Request): Promise<unknown> {
  switch (request.method) {
    case 'load':
      return runtime.load(request.file);
    case 'run':
      return runtime.run(request.handle, request.batch);
    case 'release':
      return runtime.release(request.handle);
    case 'close':
      return runtime.close();
  }
}

/** A runtime at the other end of a wire, which keeps the process alive only while a call is open. Batches are moved, not copied: their arrays are empty after `run`. */
export class RemoteRuntime implements ModelRuntime {
  readonly #port: Wire;
  readonly #open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #next = 1;
  #lost: Error | null = null;

  constructor(port: Wire) {
    this.#port = port;
    port.on('message', (message) => this.#settle(message as Reply));
    port.unref();
  }

  load(file: string): Promise<{ handle: number; signature: ModelSignature }> {
    return this.#call({ method: 'load', file }) as Promise<{ handle: number; signature: ModelSignature }>;
  }

  run(handle: number, batch: Batch): Promise<Float64Array[]> {
    const arrays = batch.inputs.map(({ data }) => data).flatMap((data) => (Array.isArray(data) ? [] : [data]));
    const buffers = new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer));
    return this.#call({ method: 'run', handle, batch }, [...buffers]) as Promise<Float64Array[]>;
  }

  async release(handle: number): Promise<void> {
    await this.#call({ method: 'release', handle });
  }

  async close(): Promise<void> {
    await this.#call({ method: 'close' });
  }

  /** Rejects every open and every later call: the other end is gone. */
  lose(reason: Error): void {
    this.#lost ??= reason;
    for (const { reject } of this.#open.values()) reject(reason);
    this.#open.clear();
  }

  #call(call: Call, transfer: ArrayBuffer[] = []): Promise<unknown> {
    if (this.#lost) return Promise.reject(this.#lost);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#port.ref();
      this.#port.postMessage({ ...call, id }, transfer);
    });
  }

  #settle({ id, result, error }: Reply): void {
    const waiting = this.#open.get(id);
    this.#open.delete(id);
    if (this.#open.size === 0) this.#port.unref();
    if (error) waiting?.reject(fromWireError(error));
    else waiting?.resolve(result);
  }
}
