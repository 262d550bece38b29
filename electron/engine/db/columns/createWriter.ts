import { RankscopeError } from '../../../../shared/wire/errors';
import type { Column, ColumnType } from '../../../../shared/wire/table';
import { DuckDBTypeId, type NativeType } from '../duckdb';
import { vectorRows, type WriteChunk } from '../rawVector';
import { integerWriter } from './integerWriter';
import { textWriter } from './textWriter';
import { timeWriter } from './timeWriter';

/** Writes rows `[start, start + count)` of its column, a piece of at most one vector, to column `column` of a chunk. */
export type ColumnWriter = (chunk: WriteChunk, column: number, start: number, count: number) => void;

const copied = new Map<DuckDBTypeId, ColumnType>([
  [DuckDBTypeId.DOUBLE, 'f64'],
  [DuckDBTypeId.FLOAT, 'f32'],
  [DuckDBTypeId.INTEGER, 'i32'],
  [DuckDBTypeId.UINTEGER, 'u32'],
  [DuckDBTypeId.BOOLEAN, 'bool'],
]);

/** The writer of a column to a table column of `type`; an `internal` error for a pair that could lose something. */
export function createWriter(column: Column, type: NativeType): ColumnWriter {
  return withValidity(column.valid, valueWriter(column, type));
}

function valueWriter(column: Column, type: NativeType): ColumnWriter {
  const writer = copyWriter(column, type) ?? convertingWriter(column, type);
  if (writer) return writer;
  const message = `Column ${column.name} of type ${column.type} cannot be appended to a column of type ${type}.`;
  throw new RankscopeError({ code: 'internal', message });
}

function convertingWriter(column: Column, type: NativeType): ColumnWriter | null {
  if (column.type === 'utf8' || column.type === 'dict') {
    return type.typeId === DuckDBTypeId.VARCHAR ? textWriter(column) : null;
  }
  if (column.type === 'time') return timeWriter(column, type.typeId);
  if (column.type === 'bool') return null;
  if (type.typeId === DuckDBTypeId.DOUBLE) return doubleWriter(column.data);
  return integerWriter(column, type.typeId);
}

function copyWriter(column: Column, type: NativeType): ColumnWriter | null {
  if (copied.get(type.typeId) !== column.type || !('data' in column)) return null;
  const { data } = column;
  return (chunk, index, start, count) => chunk.setData(index, bytesOf(data.subarray(start, start + count)));
}

function doubleWriter(data: ArrayLike<number>): ColumnWriter {
  const scratch = new Float64Array(vectorRows);
  return (chunk, index, start, count) => {
    for (let row = 0; row < count; row++) scratch[row] = data[start + row]!;
    chunk.setData(index, bytesOf(scratch.subarray(0, count)));
  };
}

function withValidity(valid: Uint8Array | undefined, write: ColumnWriter): ColumnWriter {
  if (!valid) return write;
  return (chunk, index, start, count) => {
    write(chunk, index, start, count);
    // Pieces begin at a multiple of a vector's rows, so at a whole byte.
    chunk.setValidity(index, bytesOf(valid.subarray(start >> 3, (start + count + 7) >> 3)));
  };
}

function bytesOf(view: ArrayBufferView): Uint8Array<ArrayBuffer> {
  const { buffer, byteOffset, byteLength } = view;
  if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength));
}
