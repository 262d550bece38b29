import { RankscopeError } from '../../../../shared/wire/errors';
import type { Column } from '../../../../shared/wire/table';
import { DuckDBTypeId } from '../duckdb';
import { vectorRows } from '../rawVector';
import type { ColumnWriter } from './createWriter';
import { isPresent } from './validity';

type NumberColumn = Extract<Column, { type: 'f64' | 'f32' | 'i32' | 'u32' }>;

interface Target {
  least: number;
  greatest: number;
  scratch(): Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | BigInt64Array;
}

const targets = new Map<DuckDBTypeId, Target>([
  [DuckDBTypeId.TINYINT, { least: -128, greatest: 127, scratch: () => new Int8Array(vectorRows) }],
  [DuckDBTypeId.SMALLINT, { least: -32768, greatest: 32767, scratch: () => new Int16Array(vectorRows) }],
  [DuckDBTypeId.INTEGER, { least: -(2 ** 31), greatest: 2 ** 31 - 1, scratch: () => new Int32Array(vectorRows) }],
  [DuckDBTypeId.BIGINT, { least: -(2 ** 53), greatest: 2 ** 53, scratch: () => new BigInt64Array(vectorRows) }],
  [DuckDBTypeId.UTINYINT, { least: 0, greatest: 255, scratch: () => new Uint8Array(vectorRows) }],
  [DuckDBTypeId.USMALLINT, { least: 0, greatest: 65535, scratch: () => new Uint16Array(vectorRows) }],
  [DuckDBTypeId.UINTEGER, { least: 0, greatest: 2 ** 32 - 1, scratch: () => new Uint32Array(vectorRows) }],
]);

/** Numbers into a whole-number column; a value that is not whole or out of its range is an error with its row. */
export function integerWriter(column: NumberColumn, typeId: DuckDBTypeId): ColumnWriter | null {
  const target = targets.get(typeId);
  if (!target) return null;
  const { data, valid, name } = column;
  const scratch = target.scratch();
  return (chunk, index, start, count) => {
    for (let row = 0; row < count; row++) {
      const value = isPresent(valid, start + row) ? data[start + row]! : 0;
      if (!Number.isInteger(value) || value < target.least || value > target.greatest) {
        throw outOfRange(name, start + row, value, DuckDBTypeId[typeId]);
      }
      if (scratch instanceof BigInt64Array) scratch[row] = BigInt(value);
      else scratch[row] = value;
    }
    chunk.setData(index, new Uint8Array(scratch.buffer as ArrayBuffer, 0, count * scratch.BYTES_PER_ELEMENT));
  };
}

function outOfRange(column: string, row: number, value: number, type: string): RankscopeError {
  const message = `Column ${column}, row ${row + 1}: ${value} does not fit a column of type ${type}.`;
  return new RankscopeError({ code: 'input', message, where: { row: row + 1, column } });
}
