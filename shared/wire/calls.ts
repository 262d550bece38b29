import { encodeValue } from './codec';
import { cancelledError, fromWireError, type RankscopeError } from './errors';
import type { ErrorFrame, ProgressFrame } from './frames';
import type { Progress } from './progressThrottle';
import type { OutgoingMessage } from './transport';

export interface CallOptions {
  /** Aborting rejects the call with `cancelled` at once and asks the other side to stop. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

interface PendingCall {
  resolve(result: unknown): void;
  reject(error: RankscopeError): void;
  onProgress?: (progress: Progress) => void;
  /** Stops listening to the caller's signal. */
  release(): void;
}

/** The calls of this side that wait for an answer. Frames for calls that wait no more are dropped. */
export interface Calls {
  call(method: string, params: unknown, options?: CallOptions): Promise<unknown>;
  has(id: number): boolean;
  resolve(id: number, result: unknown): void;
  reject(frame: ErrorFrame): void;
  progress(frame: ProgressFrame): void;
  /** Rejects every call, pending or to come, with `reason`. The first reason stays. */
  end(reason: RankscopeError): void;
}

export function createCalls(send: (message: OutgoingMessage) => void): Calls {
  const pending = new Map<number, PendingCall>();
  let lastId = 0;
  let ended: RankscopeError | null = null;

  function take(id: number): PendingCall | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.release();
    return call;
  }

  function start(method: string, params: unknown, options: CallOptions): Promise<unknown> {
    const { signal, onProgress } = options;
    const id = ++lastId;
    const { json, buffers } = encodeValue(params);
    const b = buffers.map((buffer) => buffer.byteLength);
    send({ header: { t: 'req', id, m: method, p: json, b }, buffers });
    return new Promise((resolve, reject) => {
      const cancel = () => {
        take(id)?.reject(cancelledError());
        send({ header: { t: 'cancel', id }, buffers: [] });
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const release = () => signal?.removeEventListener('abort', cancel);
      pending.set(id, { resolve, reject, onProgress, release });
    });
  }

  return {
    async call(method, params, options = {}) {
      if (ended !== null) throw ended;
      if (options.signal?.aborted) throw cancelledError();
      return start(method, params, options);
    },
    has: (id) => pending.has(id),
    resolve: (id, result) => take(id)?.resolve(result),
    reject: (frame) => take(frame.id)?.reject(fromWireError(frame.e)),
    progress({ id, done, total, text }) {
      pending.get(id)?.onProgress?.({ done, total, text });
    },
    end(reason) {
      ended ??= reason;
      for (const id of [...pending.keys()]) take(id)?.reject(reason);
    },
  };
}
