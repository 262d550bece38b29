import type { Column } from '../../../../shared/wire/table';
import type { ReadChunk } from '../rawVector';
import type { ColumnReader } from './columnReader';
import { forEachMissing, ValidityBuilder } from './validity';

type PlainData = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;
type PlainType = 'f64' | 'f32' | 'i32' | 'u32' | 'bool';

const arrays = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u32: Uint32Array, bool: Uint8Array };

/** Columns whose bytes in DuckDB are the bytes on the wire. Missing numbers read NaN in f64 and f32, 0 elsewhere. */
export class PlainReader implements ColumnReader {
  readonly #name: string;
  readonly #type: PlainType;
  readonly #data: PlainData;
  readonly #bytes: Uint8Array;
  readonly #valid: ValidityBuilder;

  constructor(name: string, type: PlainType, rows: number) {
    this.#name = name;
    this.#type = type;
    this.#data = new arrays[type](rows);
    this.#bytes = new Uint8Array(this.#data.buffer);
    this.#valid = new ValidityBuilder(rows);
  }

  add(chunk: ReadChunk, column: number, offset: number): void {
    const width = this.#data.BYTES_PER_ELEMENT;
    this.#bytes.set(chunk.data(column, width), offset * width);
    const nulls = this.#valid.add(chunk.validity(column), chunk.rows, offset);
    if (!nulls) return;
    const missing = this.#type === 'f64' || this.#type === 'f32' ? Number.NaN : 0;
    const data = this.#data;
    forEachMissing(nulls, chunk.rows, (row) => {
      data[offset + row] = missing;
    });
  }

  finish(): Column {
    return { name: this.#name, type: this.#type, data: this.#data, ...this.#valid.finish() } as Column;
  }
}
