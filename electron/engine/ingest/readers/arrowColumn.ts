import { type Data, DataType, type Vector } from 'apache-arrow';
import type { Column } from '../../../../shared/wire/table';

/** A column of one Arrow batch, ready to append, and the DuckDB type of the table column that takes it. */
export interface ArrowColumn {
  column: Column;
  type: string;
  /** The type that the text stands for, where the value had to go through text; else null. */
  cast: string | null;
}

const encoder = new TextEncoder();
const maxExact = 2n ** 53n;

/** Converts one column of a batch. Types without a plain equivalent (nested ones, decimals) go through text. */
export function arrowColumn(name: string, vector: Vector): ArrowColumn {
  const { type } = vector;
  const valid = validity(vector);
  if (DataType.isBool(type))
    return { column: { type: 'bool', name, valid, data: booleans(vector) }, type: 'BOOLEAN', cast: null };
  if (DataType.isFloat(type)) return floats(name, vector, valid);
  if (DataType.isInt(type)) return integers(name, vector, valid);
  if (DataType.isTimestamp(type)) return times(name, vector, valid, type.timezone ? 'TIMESTAMP WITH TIME ZONE' : null);
  if (DataType.isDate(type)) return times(name, vector, valid, null);
  if (DataType.isUtf8(type) && vector.data.length === 1)
    return { column: { type: 'utf8', name, valid, ...utf8(vector.data[0]!) }, type: 'VARCHAR', cast: null };
  return text(name, vector, valid, castOf(type));
}

function castOf(type: DataType): string | null {
  if (DataType.isDecimal(type)) return `DECIMAL(${Math.min(38, type.precision)},${type.scale})`;
  if (DataType.isList(type) || DataType.isFixedSizeList(type)) {
    const child = type.children[0]!.type as DataType;
    if (DataType.isInt(child)) return 'BIGINT[]';
    return DataType.isFloat(child) ? (child.precision === 1 ? 'FLOAT[]' : 'DOUBLE[]') : 'VARCHAR[]';
  }
  return null;
}

function validity(vector: Vector): Uint8Array | undefined {
  if (vector.nullCount === 0) return undefined;
  const bits = new Uint8Array((vector.length + 7) >> 3);
  for (let row = 0; row < vector.length; row++) if (vector.isValid(row)) bits[row >> 3]! |= 1 << (row & 7);
  return bits;
}

function booleans(vector: Vector): Uint8Array {
  return Uint8Array.from({ length: vector.length }, (_, row) => (vector.get(row) ? 1 : 0));
}

function floats(name: string, vector: Vector, valid: Uint8Array | undefined): ArrowColumn {
  const values = vector.toArray() as Float32Array | Float64Array | Uint16Array;
  if (values instanceof Float32Array)
    return { column: { type: 'f32', name, valid, data: values }, type: 'FLOAT', cast: null };
  // Half floats come as raw bits from toArray, as numbers from get.
  const data =
    values instanceof Float64Array
      ? values
      : Float64Array.from({ length: vector.length }, (_, row) => Number(vector.get(row)));
  return { column: { type: 'f64', name, valid, data }, type: 'DOUBLE', cast: null };
}

function integers(name: string, vector: Vector, valid: Uint8Array | undefined): ArrowColumn {
  const values = vector.toArray() as ArrayLike<number> | BigInt64Array | BigUint64Array;
  if (!(values instanceof BigInt64Array || values instanceof BigUint64Array)) {
    return { column: { type: 'f64', name, valid, data: Float64Array.from(values) }, type: 'BIGINT', cast: null };
  }
  if (values.some((value) => value > maxExact || value < -maxExact)) return text(name, vector, valid, 'HUGEINT');
  return { column: { type: 'f64', name, valid, data: Float64Array.from(values, Number) }, type: 'BIGINT', cast: null };
}

// Arrow's getter gives milliseconds for every unit; fractions are microseconds.
function times(name: string, vector: Vector, valid: Uint8Array | undefined, cast: string | null): ArrowColumn {
  const data = Float64Array.from({ length: vector.length }, (_, row) => Number(vector.get(row) ?? 0));
  return { column: { type: 'time', name, valid, data }, type: 'TIMESTAMP', cast };
}

function utf8({ valueOffsets, values, length }: Data): { offsets: Uint32Array; bytes: Uint8Array } {
  const first = Number(valueOffsets[0] ?? 0);
  const offsets = Uint32Array.from({ length: length + 1 }, (_, row) => Number(valueOffsets[row]) - first);
  return { offsets, bytes: (values as Uint8Array).subarray(first, first + offsets[length]!) };
}

function text(name: string, vector: Vector, valid: Uint8Array | undefined, cast: string | null): ArrowColumn {
  const parts: Uint8Array[] = [];
  const offsets = new Uint32Array(vector.length + 1);
  for (let row = 0; row < vector.length; row++) {
    const value: unknown = vector.get(row);
    const part =
      value === null || value === undefined ? new Uint8Array(0) : encoder.encode(cellText(value, vector.type));
    parts.push(part);
    offsets[row + 1] = offsets[row]! + part.length;
  }
  return { column: { type: 'utf8', name, valid, offsets, bytes: Buffer.concat(parts) }, type: 'VARCHAR', cast };
}

function cellText(value: unknown, type: DataType): string {
  if (typeof value === 'string') return value;
  if (DataType.isDecimal(type)) return scaled(value as { toString(): string }, type.scale);
  if (typeof value === 'object' && value !== null) {
    return JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? Number(each) : each));
  }
  return String(value);
}

function scaled(value: { toString(): string }, scale: number): string {
  const digits = BigInt(value.toString());
  const sign = digits < 0n ? '-' : '';
  const padded = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0');
  return scale > 0 ? `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}` : `${sign}${padded}`;
}
