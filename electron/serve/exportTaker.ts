import type { TakenFile, ToEngine, ToHost } from '../engine/host/relayMessages';

type Taken = Extract<ToHost, { type: 'taken' }>;

/** Asks the engine of the moment for its exported files. */
export class ExportTaker {
  readonly #send: (message: ToEngine) => void;
  readonly #pending = new Map<number, (file: TakenFile | null) => void>();
  #last = 0;

  constructor(send: (message: ToEngine) => void) {
    this.#send = send;
  }

  /** The file behind a one-time token; null when it is used up, never was one, or its engine is gone. */
  take(token: string): Promise<TakenFile | null> {
    const id = ++this.#last;
    return new Promise((resolve) => {
      this.#pending.set(id, resolve);
      this.#send({ type: 'take', id, token });
    });
  }

  taken({ id, file }: Taken): void {
    this.#pending.get(id)?.(file);
    this.#pending.delete(id);
  }

  /** Nobody will answer what is pending. */
  engineGone(): void {
    for (const id of [...this.#pending.keys()]) this.taken({ type: 'taken', id, file: null });
  }
}
