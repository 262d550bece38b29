/** Calls `onIdle` once nothing has held the server for the given time. */
export class IdleWatch {
  readonly #idleMs: number | null;
  readonly #onIdle: () => void;
  readonly #held = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  /** `idleMs` null: never. */
  constructor(idleMs: number | null, onIdle: () => void) {
    this.#idleMs = idleMs;
    this.#onIdle = onIdle;
  }

  start(): void {
    this.#running = true;
    this.#arm();
  }

  /** Says whether something (open pages, running jobs) needs the server. */
  hold(what: string, held: boolean): void {
    if (held === this.#held.has(what)) return;
    if (held) this.#held.add(what);
    else this.#held.delete(what);
    this.#arm();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#running && this.#idleMs !== null && this.#held.size === 0)
      this.#timer = setTimeout(this.#onIdle, this.#idleMs);
  }
}
