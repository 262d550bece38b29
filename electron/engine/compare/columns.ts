import { columnOf } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';

/** A numeric column as doubles, NaN where null. An `f64` column is changed in place and returned. */
export function doublesOf(table: Table, name: string): Float64Array {
  const column = columnOf(table, name);
  if (column.type === 'utf8' || column.type === 'dict') throw new Error(`column ${name} holds text`);
  const values = column.type === 'f64' || column.type === 'time' ? column.data : Float64Array.from(column.data);
  const { valid } = column;
  if (valid) {
    for (let i = 0; i < table.rows; i++) if (((valid[i >> 3]! >> (i & 7)) & 1) === 0) values[i] = Number.NaN;
  }
  return values;
}

/** A whole-number column as Int32; `absent` stands where it is null. */
export function integersOf(table: Table, name: string, absent = 0): Int32Array {
  const column = columnOf(table, name);
  if (column.type === 'utf8' || column.type === 'dict') throw new Error(`column ${name} holds text`);
  const values = column.type === 'i32' ? column.data : Int32Array.from(column.data);
  const { valid } = column;
  if (valid) {
    for (let i = 0; i < table.rows; i++) if (((valid[i >> 3]! >> (i & 7)) & 1) === 0) values[i] = absent;
  }
  return values;
}
