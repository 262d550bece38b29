import type { Column } from '../../../../shared/wire/table';
import type { ReadChunk } from '../rawVector';
import type { ColumnReader } from './columnReader';
import { isPresent, ValidityBuilder } from './validity';

type ConvertedType = 'f64' | 'i32' | 'u32' | 'time';
const arrays = { f64: Float64Array, i32: Int32Array, u32: Uint32Array, time: Float64Array };

/** How one row of a chunk's bytes becomes a number. */
export interface Conversion {
  type: ConvertedType;
  bytesPerRow: number;
  /** Returns a function from the row to its number; throws for a value that the column cannot hold. */
  open(bytes: Uint8Array<ArrayBuffer>, columnName: string): (row: number) => number;
}

/** Columns whose numbers are wider, narrower or scaled otherwise in DuckDB. Missing: NaN in f64 and time, else 0. */
export class ConvertedReader implements ColumnReader {
  readonly #name: string;
  readonly #conversion: Conversion;
  readonly #data: Float64Array | Int32Array | Uint32Array;
  readonly #valid: ValidityBuilder;

  constructor(name: string, conversion: Conversion, rows: number) {
    this.#name = name;
    this.#conversion = conversion;
    this.#data = new arrays[conversion.type](rows);
    this.#valid = new ValidityBuilder(rows);
  }

  add(chunk: ReadChunk, column: number, offset: number): void {
    const { bytesPerRow, open } = this.#conversion;
    const valueAt = open(chunk.data(column, bytesPerRow), this.#name);
    const nulls = this.#valid.add(chunk.validity(column), chunk.rows, offset);
    // A missing value's bytes are arbitrary: converting them could fail.
    for (let row = 0; row < chunk.rows; row++) {
      this.#data[offset + row] = isPresent(nulls, row) ? valueAt(row) : Number.NaN;
    }
  }

  finish(): Column {
    return { name: this.#name, type: this.#conversion.type, data: this.#data, ...this.#valid.finish() } as Column;
  }
}
