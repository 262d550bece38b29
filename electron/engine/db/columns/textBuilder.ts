import { RankscopeError } from '../../../../shared/wire/errors';
import type { Column } from '../../../../shared/wire/table';
import { GrowingBytes } from './growingBytes';
import { TextDictionary } from './textDictionary';

/** Rows after which a column with mostly distinct texts stops looking for repeats. */
const trialRows = 8192;

/**
 * Collects texts into a `dict` column when at most half of them are distinct, else into `utf8`. The search for repeats
 * ends early on a column that shows none in its first rows; such a column is `utf8` whatever follows.
 */
export class TextBuilder {
  readonly #name: string;
  readonly #rows: number;
  readonly #offsets: Uint32Array;
  readonly #bytes = new GrowingBytes();
  #codes: Uint32Array | null;
  #dictionary: TextDictionary | null = new TextDictionary();
  #row = 0;

  constructor(name: string, rows: number) {
    this.#name = name;
    this.#rows = rows;
    this.#offsets = new Uint32Array(rows + 1);
    this.#codes = new Uint32Array(rows);
  }

  /** Adds the text `source[start, end)`; an empty range for a missing row. */
  add(source: Uint8Array, start: number, end: number): void {
    if (this.#dictionary) {
      this.#codes![this.#row++] = this.#dictionary.codeOf(source, start, end);
      if (this.#row % trialRows === 0 && this.#dictionary.size > this.#row * 0.6) this.#giveUp();
      return;
    }
    this.#bytes.append(source, start, end);
    this.#row++;
    this.#setOffset(this.#row, this.#bytes.length);
  }

  finish(valid: { valid?: Uint8Array }): Column {
    if (this.#dictionary && (this.#rows === 0 || this.#dictionary.size > this.#rows / 2)) this.#giveUp();
    const name = this.#name;
    if (!this.#dictionary) return { name, type: 'utf8', offsets: this.#offsets, bytes: this.#bytes.finish(), ...valid };
    return { name, type: 'dict', codes: this.#codes!, ...this.#dictionary.finish(), ...valid };
  }

  #giveUp(): void {
    const { offsets, bytes } = this.#dictionary!.finish();
    for (let row = 0; row < this.#row; row++) {
      const code = this.#codes![row]!;
      this.#bytes.append(bytes, offsets[code]!, offsets[code + 1]!);
      this.#setOffset(row + 1, this.#bytes.length);
    }
    this.#dictionary = null;
    this.#codes = null;
  }

  #setOffset(row: number, offset: number): void {
    if (offset > 0xffffffff) {
      const message = `Column "${this.#name}" holds more than 4 GB of text.`;
      throw new RankscopeError({ code: 'too_large', message, hint: 'Read it in pages.' });
    }
    this.#offsets[row] = offset;
  }
}
