/**
 * A table as columns of typed arrays: the shape of every many-row result, in the engine, on the wire and in the page.
 *
 * `valid` is a bitmap as in DuckDB and Arrow: bit `i & 7` of byte `i >> 3`, least bit first, 1 = present; absent when
 * nothing is null. Values under a 0 bit are unspecified. There is no int64: builders cast counts to DOUBLE.
 */
export interface Table {
  rows: number;
  columns: Column[];
}

interface ColumnBase {
  name: string;
  valid?: Uint8Array;
}

export interface F64Column extends ColumnBase {
  type: 'f64';
  data: Float64Array;
}
export interface F32Column extends ColumnBase {
  type: 'f32';
  data: Float32Array;
}
export interface I32Column extends ColumnBase {
  type: 'i32';
  data: Int32Array;
}
export interface U32Column extends ColumnBase {
  type: 'u32';
  data: Uint32Array;
}
/** 0 or 1 per row. */
export interface BoolColumn extends ColumnBase {
  type: 'bool';
  data: Uint8Array;
}
/** Milliseconds since the epoch, UTC; fractions are microseconds. */
export interface TimeColumn extends ColumnBase {
  type: 'time';
  data: Float64Array;
}
/** Row `i` is the UTF-8 text `bytes[offsets[i] .. offsets[i + 1])`. `offsets` has `rows + 1` entries. */
export interface Utf8Column extends ColumnBase {
  type: 'utf8';
  offsets: Uint32Array;
  bytes: Uint8Array;
}
/** Row `i` is entry `codes[i]` of the dictionary held in `offsets` and `bytes`, as in `Utf8Column`. */
export interface DictColumn extends ColumnBase {
  type: 'dict';
  codes: Uint32Array;
  offsets: Uint32Array;
  bytes: Uint8Array;
}

export type Column = F64Column | F32Column | I32Column | U32Column | BoolColumn | TimeColumn | Utf8Column | DictColumn;
export type ColumnType = Column['type'];

/** A cell as a script sees it: null when missing, `time` as milliseconds. */
export type Cell = string | number | boolean | null;
