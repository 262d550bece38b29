import { RankscopeError } from '../../../../shared/wire/errors';

const maxBytes = 2 ** 31;
/** A slot holds hash, id + 1 (0 = free), offset and length side by side: one look into memory settles most lookups. */
const slotShift = 2;
const slotSize = 1 << slotShift;
/** Beyond this much, room is only made when it is needed. */
const maxSlots = slotSize << 22;

/** Where ids lie in a block of bytes. `hashes` is working memory, one longer than the others. */
export interface IdRanges {
  starts: Int32Array;
  ends: Int32Array;
  hashes: Int32Array;
}

/** Ids in order of first appearance: id `i` is the bytes `bytes[offsets[i] .. offsets[i + 1])`. */
export class IdTable {
  bytes = new Uint8Array(1 << 16);
  offsets = new Uint32Array(1 << 12);
  size = 0;
  #slots = new Int32Array(slotSize << 13);

  /** Makes room for about so many ids, so that the table seldom grows. */
  expect(ids: number): void {
    let length = this.#slots.length;
    while (2 * slotSize * ids > length && length < maxSlots) length *= 2;
    if (length > this.#slots.length) this.#rehash(length);
  }

  /** The number of the id `source[from .. to)`, a new one when it was not seen before. */
  intern(source: Uint8Array, from: number, to: number): number {
    return this.#find(source, from, to, hashOf(source, from, to));
  }

  /**
   * The numbers of `count` ids `source[starts[i] .. ends[i])`. Large tables miss the cache on every lookup: looking at
   * all slots and bytes in loops of their own first lets these misses overlap.
   */
  internAll(source: Uint8Array, ids: IdRanges, count: number, into: Int32Array, at: number): void {
    const { starts, ends, hashes } = ids;
    const slots = this.#slots;
    const { bytes } = this;
    const mask = slots.length - slotSize;
    let touched = 0;
    for (let i = 0; i < count; i++) {
      const hash = hashOf(source, starts[i]!, ends[i]!);
      hashes[i] = hash;
      touched += slots[(hash << slotShift) & mask]!;
    }
    for (let i = 0; i < count; i++) touched += bytes[slots[((hashes[i]! << slotShift) & mask) + 2]!]!;
    // What was touched must end up somewhere, or touching it may be left out.
    hashes[count] = touched;
    for (let i = 0; i < count; i++) into[at + i] = this.#find(source, starts[i]!, ends[i]!, hashes[i]!);
  }

  #find(source: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - slotSize;
    for (let slot = (hash << slotShift) & mask; ; slot = (slot + slotSize) & mask) {
      const id = slots[slot + 1]! - 1;
      if (id < 0) return this.#add(source, from, to, hash, slot);
      if (slots[slot] !== hash || slots[slot + 3] !== to - from) continue;
      if (sameBytes(this.bytes, slots[slot + 2]!, source, from, to)) return id;
    }
  }

  /** Whether id number `id` is `source[from .. to)`. */
  holds(id: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.offsets[id]!;
    return this.offsets[id + 1]! - start === to - from && sameBytes(this.bytes, start, source, from, to);
  }

  #add(source: Uint8Array, from: number, to: number, hash: number, slot: number): number {
    const id = this.size;
    const start = this.offsets[id]!;
    const end = start + to - from;
    if (end >= maxBytes) throw new RankscopeError({ code: 'too_large', message: 'The ids take more than 2 GB.' });
    if (end > this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(Math.max(2 * this.bytes.length, end)));
    const { bytes } = this;
    for (let i = from, at = start; i < to; i++, at++) bytes[at] = source[i]!;
    if (id + 2 > this.offsets.length) this.offsets = grown(this.offsets, new Uint32Array(2 * this.offsets.length));
    this.offsets[id + 1] = end;
    fill(this.#slots, slot, hash, id, start, to - from);
    this.size = id + 1;
    if (2 * slotSize * this.size > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(length = 2 * this.#slots.length): void {
    const before = this.#slots;
    const slots = new Int32Array(length);
    const mask = slots.length - slotSize;
    for (let at = 0; at < before.length; at += slotSize) {
      if (before[at + 1] === 0) continue;
      let slot = (before[at]! << slotShift) & mask;
      while (slots[slot + 1] !== 0) slot = (slot + slotSize) & mask;
      fill(slots, slot, before[at]!, before[at + 1]! - 1, before[at + 2]!, before[at + 3]!);
    }
    this.#slots = slots;
  }
}

function fill(slots: Int32Array, slot: number, hash: number, id: number, offset: number, length: number): void {
  slots[slot] = hash;
  slots[slot + 1] = id + 1;
  slots[slot + 2] = offset;
  slots[slot + 3] = length;
}

function sameBytes(bytes: Uint8Array, start: number, source: Uint8Array, from: number, to: number): boolean {
  for (let i = from, at = start; i < to; i++, at++) if (bytes[at] !== source[i]) return false;
  return true;
}

function hashOf(source: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const word = source[i]! | (source[i + 1]! << 8) | (source[i + 2]! << 16) | (source[i + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; i < to; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 12);
}

function grown<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
