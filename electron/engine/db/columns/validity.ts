/** True when row `row` of a bitmap is present; a missing bitmap means that every row is. */
export function isPresent(bits: Uint8Array | null | undefined, row: number): boolean {
  return !bits || ((bits[row >> 3]! >> (row & 7)) & 1) === 1;
}

/** Calls `visit` with each of the first `count` rows that a bitmap marks as missing. */
export function forEachMissing(bits: Uint8Array, count: number, visit: (row: number) => void): void {
  for (let first = 0; first < count; first += 8) {
    const byte = bits[first >> 3]!;
    if (byte === 0xff) continue;
    const end = Math.min(first + 8, count);
    for (let row = first; row < end; row++) if (((byte >> (row & 7)) & 1) === 0) visit(row);
  }
}

/** Collects the bitmaps of chunks, whose rows need not begin at a multiple of eight, into one for the column. */
export class ValidityBuilder {
  readonly #rows: number;
  #bits: Uint8Array | null = null;

  constructor(rows: number) {
    this.#rows = rows;
  }

  /** Adds `count` rows from row `offset` on. Returns the chunk's bitmap when it marks a null, else null. */
  add(bits: Uint8Array | null, count: number, offset: number): Uint8Array | null {
    if (!bits || !hasNull(bits, count)) return null;
    this.#bits ??= new Uint8Array((this.#rows + 7) >> 3).fill(0xff);
    const target = this.#bits;
    forEachMissing(bits, count, (row) => {
      const at = offset + row;
      target[at >> 3]! &= ~(1 << (at & 7));
    });
    return bits;
  }

  /** The bitmap with unused bits 0, or nothing when no row is null. */
  finish(): { valid?: Uint8Array } {
    if (!this.#bits) return {};
    const used = this.#rows & 7;
    if (used > 0) this.#bits[this.#bits.length - 1]! &= (1 << used) - 1;
    return { valid: this.#bits };
  }
}

function hasNull(bits: Uint8Array, count: number): boolean {
  const whole = count >> 3;
  for (let byte = 0; byte < whole; byte++) if (bits[byte] !== 0xff) return true;
  const mask = (1 << (count & 7)) - 1;
  return mask !== 0 && (bits[whole]! & mask) !== mask;
}
