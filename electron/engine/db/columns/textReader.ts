import type { Column } from '../../../../shared/wire/table';
import { bytesAtPointer, type ReadChunk, vectorRows } from '../rawVector';
import type { ColumnReader } from './columnReader';
import { TextBuilder } from './textBuilder';
import { isPresent, ValidityBuilder } from './validity';

const entryBytes = 16;
const inlineBytes = 12;

/**
 * VARCHAR. An entry is a length and either the text itself (up to 12 bytes) or a prefix and an address. The long texts
 * of a chunk mostly follow one another in memory, so that neighbours are fetched with one call.
 */
export class TextReader implements ColumnReader {
  readonly #builder: TextBuilder;
  readonly #valid: ValidityBuilder;
  readonly #starts = new Uint32Array(vectorRows);
  readonly #lengths = new Uint32Array(vectorRows);
  #source = new Uint8Array(vectorRows * entryBytes * 2);

  constructor(name: string, rows: number) {
    this.#builder = new TextBuilder(name, rows);
    this.#valid = new ValidityBuilder(rows);
  }

  add(chunk: ReadChunk, column: number, offset: number): void {
    const entries = chunk.data(column, entryBytes);
    const nulls = this.#valid.add(chunk.validity(column), chunk.rows, offset);
    this.#locate(entries, nulls, chunk.rows);
    for (let row = 0; row < chunk.rows; row++) {
      const start = this.#starts[row]!;
      this.#builder.add(this.#source, start, start + this.#lengths[row]!);
    }
  }

  finish(): Column {
    return this.#builder.finish(this.#valid.finish());
  }

  /** Puts the entries, and behind them the long texts in row order, into `#source` and notes where each text lies. */
  #locate(entries: Uint8Array<ArrayBuffer>, nulls: Uint8Array | null, rows: number): void {
    const words = new Uint32Array(entries.buffer, entries.byteOffset, entries.byteLength >> 2);
    let end = rows * entryBytes;
    for (let row = 0; row < rows; row++) {
      const length = isPresent(nulls, row) ? words[4 * row]! : 0;
      this.#lengths[row] = length;
      this.#starts[row] = length > inlineBytes ? end : row * entryBytes + 4;
      if (length > inlineBytes) end += length;
    }
    if (end > this.#source.length) this.#source = new Uint8Array(end * 2);
    this.#source.set(entries);
    this.#fetchLong(entries, words, rows);
  }

  #fetchLong(entries: Uint8Array<ArrayBuffer>, words: Uint32Array, rows: number): void {
    let first = -1;
    let runBytes = 0;
    let next = 0;
    for (let row = 0; row < rows; row++) {
      const length = this.#lengths[row]!;
      if (length <= inlineBytes) continue;
      const address = words[4 * row + 3]! * 2 ** 32 + words[4 * row + 2]!;
      if (first >= 0 && address === next) {
        runBytes += length;
      } else {
        this.#fetch(entries, first, runBytes);
        first = row;
        runBytes = length;
      }
      next = address + length;
    }
    this.#fetch(entries, first, runBytes);
  }

  #fetch(entries: Uint8Array<ArrayBuffer>, row: number, length: number): void {
    if (row >= 0) this.#source.set(bytesAtPointer(entries, row * entryBytes + 8, length), this.#starts[row]!);
  }
}
