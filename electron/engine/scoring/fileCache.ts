import { stat } from 'node:fs/promises';

interface Entry<T> {
  key: string;
  bytes: number;
  value: Promise<T>;
  /** Leases that are not ended. */
  users: number;
}

/** What was made of a file, until `end`. */
export interface Lease<T> {
  value: T;
  end(): void;
}

/**
 * Keeps what was made of the files that were asked for last, by path, size and times of change. What falls out, or is
 * older than its file, is released as soon as nobody uses it.
 */
export class FileCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limits: { files: number; bytes: number };
  readonly #release: (value: T) => unknown;

  /** `bytes` bounds the files together; a larger one is made anew each time. */
  constructor(limits: { files: number; bytes: number }, release: (value: T) => unknown = () => {}) {
    this.#limits = limits;
    this.#release = release;
  }

  /** `beside`: more files that the value was made of. */
  async take(file: string, make: () => Promise<T>, beside: readonly string[] = []): Promise<Lease<T>> {
    const facts = await Promise.all([file, ...beside].map((each) => stat(each, { bigint: true })));
    const key = facts.map(({ size, mtimeNs, ctimeNs }) => `${size} ${mtimeNs} ${ctimeNs}`).join();
    const bytes = facts.reduce((sum, { size }) => sum + Number(size), 0);
    let entry = this.#entries.get(file);
    if (entry?.key !== key) {
      this.#drop(file);
      entry = { key, bytes, value: make(), users: 0 };
    } else {
      this.#entries.delete(file);
    }
    // The last one in the map is the one that was asked for last.
    this.#entries.set(file, entry);
    return this.#lease(file, entry);
  }

  /** As `take`, for what needs no release. */
  async get(file: string, make: () => Promise<T>): Promise<T> {
    const lease = await this.take(file, make);
    lease.end();
    return lease.value;
  }

  /** Makes it anew at the next call. */
  forget(file: string): void {
    this.#drop(file);
  }

  async #lease(file: string, entry: Entry<T>): Promise<Lease<T>> {
    entry.users++;
    this.#limit();
    try {
      const value = await entry.value;
      let ended = false;
      return {
        value,
        end: () => {
          if (ended) return;
          ended = true;
          entry.users--;
          this.#settle(file, entry);
        },
      };
    } catch (error) {
      if (this.#entries.get(file) === entry) this.#entries.delete(file);
      throw error;
    }
  }

  #limit(): void {
    let bytes = [...this.#entries.values()].reduce((sum, entry) => sum + entry.bytes, 0);
    for (const [file, entry] of this.#entries) {
      if (this.#entries.size <= this.#limits.files && bytes <= this.#limits.bytes) return;
      bytes -= entry.bytes;
      this.#drop(file);
    }
  }

  #drop(file: string): void {
    const entry = this.#entries.get(file);
    if (!entry) return;
    this.#entries.delete(file);
    this.#settle(file, entry);
  }

  #settle(file: string, entry: Entry<T>): void {
    if (entry.users > 0 || this.#entries.get(file) === entry) return;
    entry.value.then(this.#release, () => {});
  }
}
