import type { Column } from '../../../../shared/wire/table';
import type { ReadChunk } from '../rawVector';
import type { ColumnReader } from './columnReader';
import { forEachMissing, ValidityBuilder } from './validity';

/** ENUM, whose codes and dictionary DuckDB already has: always a `dict` column. Missing rows have code 0. */
export class EnumReader implements ColumnReader {
  readonly #name: string;
  readonly #values: readonly string[];
  readonly #codes: Uint32Array;
  readonly #valid: ValidityBuilder;
  readonly #array: typeof Uint8Array | typeof Uint16Array | typeof Uint32Array;

  constructor(name: string, values: readonly string[], rows: number) {
    this.#name = name;
    this.#values = values;
    this.#codes = new Uint32Array(rows);
    this.#valid = new ValidityBuilder(rows);
    this.#array = values.length <= 0x100 ? Uint8Array : values.length <= 0x10000 ? Uint16Array : Uint32Array;
  }

  add(chunk: ReadChunk, column: number, offset: number): void {
    const bytes = chunk.data(column, this.#array.BYTES_PER_ELEMENT);
    this.#codes.set(new this.#array(bytes.buffer, bytes.byteOffset, chunk.rows), offset);
    const nulls = this.#valid.add(chunk.validity(column), chunk.rows, offset);
    if (!nulls) return;
    forEachMissing(nulls, chunk.rows, (row) => {
      this.#codes[offset + row] = 0;
    });
  }

  finish(): Column {
    const encoder = new TextEncoder();
    const texts = this.#values.map((value) => encoder.encode(value));
    const offsets = new Uint32Array(texts.length + 1);
    texts.forEach((text, code) => {
      offsets[code + 1] = offsets[code]! + text.length;
    });
    const bytes = new Uint8Array(offsets[texts.length]!);
    texts.forEach((text, code) => {
      bytes.set(text, offsets[code]!);
    });
    return { name: this.#name, type: 'dict', codes: this.#codes, offsets, bytes, ...this.#valid.finish() };
  }
}
