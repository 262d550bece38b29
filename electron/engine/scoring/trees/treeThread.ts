import { fromWireError } from '../../../../shared/wire/errors';
import type { Wire } from '../runtimeMessages';
import type { TreeCall, TreeReply } from './treeMessages';

/** The caller's end of one thread for trees, which keeps the process alive only while a call is open. */
export class TreeThread {
  /** Handles of the forests that the thread was given. */
  readonly adopted = new Set<number>();
  /** Ends the thread at once; open calls are rejected. */
  readonly end: () => void;
  readonly #port: Wire;
  readonly #open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #next = 1;

  constructor(port: Wire, end: () => void) {
    this.#port = port;
    this.end = end;
    port.on('message', (message) => this.#settle(message as TreeReply));
    port.unref();
  }

  /** Calls without an answer. */
  get open(): number {
    return this.#open.size;
  }

  call(call: TreeCall, transfer: ArrayBuffer[] = []): Promise<unknown> {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#open.set(id, { resolve, reject });
      this.#port.ref();
      this.#port.postMessage({ ...call, id }, transfer);
    });
  }

  /** Rejects every open call: the thread is gone. */
  lose(reason: Error): void {
    for (const { reject } of this.#open.values()) reject(reason);
    this.#open.clear();
  }

  #settle({ id, result, error }: TreeReply): void {
    const waiting = this.#open.get(id);
    this.#open.delete(id);
    if (this.#open.size === 0) this.#port.unref();
    if (error) waiting?.reject(fromWireError(error));
    else waiting?.resolve(result);
  }
}
