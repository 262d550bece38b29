import { foldedText } from '../../../shared/skew/foldedText';
import type { DictColumn, Utf8Column } from '../../../shared/wire/table';
import { decodeText } from '../../../shared/wire/utf8';
import { isPresent } from '../db/columns/validity';

export type TextColumn = Utf8Column | DictColumn;

/**
 * Texts of one side by compared row. An entry is a text of the column: one that a dictionary holds once, or that of a
 * row. Texts are compared as bytes and only become strings where they differ.
 */
export class TextCells {
  readonly #column: TextColumn;
  readonly #places: Int32Array | null;
  readonly #folded: string[] = [];

  constructor(column: TextColumn, places: Int32Array | null) {
    this.#column = column;
    this.#places = places;
  }

  /** The entry of a compared row; -1 where it is missing. */
  entryOf(row: number): number {
    const column = this.#column;
    const place = this.#places === null ? row : this.#places[row]!;
    if (!isPresent(column.valid, place)) return -1;
    return column.type === 'dict' ? column.codes[place]! : place;
  }

  /** Whether different entries are different texts. */
  get isDistinct(): boolean {
    return this.#column.type === 'dict';
  }

  get entries(): number {
    return this.#column.offsets.length - 1;
  }

  equals(entry: number, other: TextCells, otherEntry: number): boolean {
    const { offsets, bytes } = this.#column;
    return other.holds(otherEntry, bytes, offsets[entry]!, offsets[entry + 1]!);
  }

  /** Whether an entry is the text at `bytes[from .. to)`. */
  holds(entry: number, bytes: Uint8Array, from: number, to: number): boolean {
    const own = this.#column;
    const start = own.offsets[entry]!;
    const length = to - from;
    if (own.offsets[entry + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (own.bytes[start + i] !== bytes[from + i]) return false;
    return true;
  }

  /** The entry's text without case and white space (definitions D1). Texts of a dictionary are folded once. */
  folded(entry: number): string {
    if (!this.isDistinct) return foldedText(decodeText(this.#column, entry));
    this.#folded[entry] ??= foldedText(decodeText(this.#column, entry));
    return this.#folded[entry];
  }
}
