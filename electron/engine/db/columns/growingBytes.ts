/** Below this many bytes a plain loop beats `set` with a subarray. */
const shortText = 32;

/** Bytes that grow by doubling. */
export class GrowingBytes {
  length = 0;
  #bytes = new Uint8Array(1024);

  append(source: Uint8Array, start: number, end: number): void {
    const count = end - start;
    if (this.length + count > this.#bytes.length) this.#grow(this.length + count);
    if (count > shortText) this.#bytes.set(source.subarray(start, end), this.length);
    else for (let i = 0; i < count; i++) this.#bytes[this.length + i] = source[start + i]!;
    this.length += count;
  }

  /** True when the `count` bytes at `at` equal those of `source` at `start`. */
  equals(at: number, source: Uint8Array, start: number, count: number): boolean {
    for (let i = 0; i < count; i++) if (this.#bytes[at + i] !== source[start + i]) return false;
    return true;
  }

  /** The bytes in a buffer of exactly their size. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}
