import { DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { NativeAppender, NativeResult, NativeType } from './duckdb';

/** Rows of a full vector: DuckDB's STANDARD_VECTOR_SIZE. */
export const vectorRows = 2048;

/** One chunk of a result: at most `vectorRows` rows of every column, as DuckDB's own bytes. */
export class ReadChunk {
  readonly rows: number;
  readonly #chunk: DuckDBDataChunk;

  constructor(result: NativeResult, index: number) {
    this.#chunk = result.getChunk(index);
    this.rows = this.#chunk.rowCount;
  }

  /** A copy of a column's fixed-width data. Never for LIST, STRUCT, MAP, ARRAY or UNION: STRUCT has none, and it crashes. */
  data(column: number, bytesPerRow: number): Uint8Array<ArrayBuffer> {
    const bytes = duckdb.vector_get_data(this.#vector(column), this.rows * bytesPerRow);
    return bytes.byteOffset % 8 === 0 ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
  }

  /** A copy of a column's bitmap (1 = present), or null when it has none, which means that every row is present. */
  validity(column: number): Uint8Array | null {
    // The declared type hides that vectors without nulls have no bitmap.
    const bits: Uint8Array | null = duckdb.vector_get_validity(this.#vector(column), (this.rows + 7) >> 3);
    return bits;
  }

  /** The text of each cell as DuckDB's own values print; null where the cell is null. Slow: one object a cell. */
  texts(column: number): (string | null)[] {
    return this.#chunk.getColumnValues(column).map((value) => (value === null ? null : String(value)));
  }

  #vector(column: number): duckdb.Vector {
    return duckdb.data_chunk_get_vector(this.#chunk.chunk, column);
  }
}

/** `length` bytes from the address stored at `offset` of `data`. The range must lie inside memory that DuckDB owns. */
export function bytesAtPointer(data: Uint8Array<ArrayBuffer>, offset: number, length: number): Uint8Array {
  return duckdb.get_data_from_pointer(data.buffer, data.byteOffset + offset, length);
}

/** A chunk to fill and append, again and again. */
export class WriteChunk {
  readonly #chunk: DuckDBDataChunk;

  constructor(types: readonly NativeType[]) {
    this.#chunk = DuckDBDataChunk.create(types);
  }

  /** Copies `byteLength` bytes to the start of a column. `bytes` must not lie in shared memory. */
  setData(column: number, bytes: Uint8Array<ArrayBuffer>): void {
    duckdb.copy_data_to_vector(this.#vector(column), 0, bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  setValidity(column: number, bits: Uint8Array<ArrayBuffer>): void {
    const vector = this.#vector(column);
    duckdb.vector_ensure_validity_writable(vector);
    duckdb.copy_data_to_vector_validity(vector, 0, bits.buffer, bits.byteOffset, bits.byteLength);
  }

  /** Sets one string that is too long to lie inside its entry (more than 12 bytes). */
  setText(column: number, row: number, bytes: Uint8Array): void {
    duckdb.vector_assign_string_element_len(this.#vector(column), row, bytes);
  }

  /** Appends the first `rows` rows and empties the chunk. */
  appendTo(appender: NativeAppender, rows: number): void {
    this.#chunk.rowCount = rows;
    appender.appendDataChunk(this.#chunk);
    this.#chunk.reset();
  }

  #vector(column: number): duckdb.Vector {
    return duckdb.data_chunk_get_vector(this.#chunk.chunk, column);
  }
}
