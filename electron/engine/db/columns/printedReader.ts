import type { Column } from '../../../../shared/wire/table';
import type { ReadChunk } from '../rawVector';
import type { ColumnReader } from './columnReader';
import { TextBuilder } from './textBuilder';
import { ValidityBuilder } from './validity';

const encoder = new TextEncoder();

/** BLOB, LIST, STRUCT, MAP, UUID, TIME, INTERVAL and the like, as DuckDB prints them. Slow: one object a cell. */
export class PrintedReader implements ColumnReader {
  readonly #builder: TextBuilder;
  readonly #valid: ValidityBuilder;

  constructor(name: string, rows: number) {
    this.#builder = new TextBuilder(name, rows);
    this.#valid = new ValidityBuilder(rows);
  }

  add(chunk: ReadChunk, column: number, offset: number): void {
    const present = new Uint8Array((chunk.rows + 7) >> 3);
    chunk.texts(column).forEach((text, row) => {
      if (text !== null) present[row >> 3]! |= 1 << (row & 7);
      const bytes = encoder.encode(text ?? '');
      this.#builder.add(bytes, 0, bytes.length);
    });
    this.#valid.add(present, chunk.rows, offset);
  }

  finish(): Column {
    return this.#builder.finish(this.#valid.finish());
  }
}
