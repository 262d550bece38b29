import { GrowingBytes } from './growingBytes';

/** Distinct texts numbered in the order of their first appearance; an open-addressing table over their bytes. */
export class TextDictionary {
  size = 0;
  readonly #bytes = new GrowingBytes();
  #offsets = new Uint32Array(257);
  #hashes = new Int32Array(256);
  /** Code + 1, or 0 for an empty place; twice as long as `#hashes` at least. */
  #table = new Uint32Array(512);

  codeOf(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const mask = this.#table.length - 1;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const entry = this.#table[place]!;
      if (entry === 0) return this.#insert(place, hash, source, start, end);
      if (this.#hashes[entry - 1] === hash && this.#matches(entry - 1, source, start, end)) return entry - 1;
    }
  }

  finish(): { offsets: Uint32Array; bytes: Uint8Array } {
    return { offsets: this.#offsets.slice(0, this.size + 1), bytes: this.#bytes.finish() };
  }

  #matches(code: number, source: Uint8Array, start: number, end: number): boolean {
    const at = this.#offsets[code]!;
    return this.#offsets[code + 1]! - at === end - start && this.#bytes.equals(at, source, start, end - start);
  }

  #insert(place: number, hash: number, source: Uint8Array, start: number, end: number): number {
    const code = this.size++;
    this.#table[place] = code + 1;
    this.#hashes[code] = hash;
    this.#bytes.append(source, start, end);
    this.#offsets[code + 1] = this.#bytes.length;
    if (this.size === this.#hashes.length) this.#grow();
    return code;
  }

  #grow(): void {
    const capacity = this.#hashes.length * 2;
    this.#hashes = copyInto(new Int32Array(capacity), this.#hashes);
    this.#offsets = copyInto(new Uint32Array(capacity + 1), this.#offsets);
    this.#table = new Uint32Array(capacity * 2);
    const mask = this.#table.length - 1;
    for (let code = 0; code < this.size; code++) {
      let place = this.#hashes[code]! & mask;
      while (this.#table[place] !== 0) place = (place + 1) & mask;
      this.#table[place] = code + 1;
    }
  }
}

function copyInto<T extends Int32Array | Uint32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}

/** FNV-1a over the bytes, with a last mix so that the low bits serve as a place. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
