import { setImmediate as nextTurn } from 'node:timers/promises';
import { cancelledError } from '../../../shared/wire/errors';

/** How long work holds the event loop at a time. */
const turnMs = 8;

/** How to stop long work and how to tell how far it is. */
export interface WorkControl {
  signal?: AbortSignal;
  /** `text` names the step that `done` and `total` count. */
  progress?: (done: number, total: number, text: string) => void;
}

/** Lets other work happen in between: `pass` is to be called often. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #ends = performance.now() + turnMs;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    this.#check();
  }

  /** False at once while the turn lasts, else true after the event loop has turned. Throws when the work was canceled. */
  async pass(): Promise<boolean> {
    if (performance.now() < this.#ends) return false;
    await nextTurn();
    this.#check();
    this.#ends = performance.now() + turnMs;
    return true;
  }

  #check(): void {
    if (this.#signal?.aborted) throw cancelledError();
  }
}
