import { RankscopeError } from '../../../../shared/wire/errors';
import type { TimeColumn } from '../../../../shared/wire/table';
import { DuckDBTypeId } from '../duckdb';
import { vectorRows } from '../rawVector';
import type { ColumnWriter } from './createWriter';
import { isPresent } from './validity';

const millisPerDay = 86_400_000;
const int64Max = 2n ** 63n - 1n;
const int32Max = 2 ** 31 - 1;

const unitsPerMilli = new Map<DuckDBTypeId, number>([
  [DuckDBTypeId.TIMESTAMP, 1000],
  [DuckDBTypeId.TIMESTAMP_TZ, 1000],
  [DuckDBTypeId.TIMESTAMP_MS, 1],
]);

/** Milliseconds into TIMESTAMP, TIMESTAMPTZ, TIMESTAMP_MS (rounded to its unit) or DATE (its UTC day). */
export function timeWriter(column: TimeColumn, typeId: DuckDBTypeId): ColumnWriter | null {
  if (typeId === DuckDBTypeId.DATE) return dateWriter(column);
  const scale = unitsPerMilli.get(typeId);
  if (scale === undefined) return null;
  const scratch = new BigInt64Array(vectorRows);
  return (chunk, index, start, count) => {
    for (let row = 0; row < count; row++) {
      const millis = valueAt(column, start + row);
      if (Number.isFinite(millis)) scratch[row] = BigInt(Math.round(millis * scale));
      else scratch[row] = millis > 0 ? int64Max : -int64Max;
    }
    chunk.setData(index, new Uint8Array(scratch.buffer, 0, count * 8));
  };
}

function dateWriter(column: TimeColumn): ColumnWriter {
  const scratch = new Int32Array(vectorRows);
  return (chunk, index, start, count) => {
    for (let row = 0; row < count; row++) {
      const millis = valueAt(column, start + row);
      if (Number.isFinite(millis)) scratch[row] = Math.floor(millis / millisPerDay);
      else scratch[row] = millis > 0 ? int32Max : -int32Max;
    }
    chunk.setData(index, new Uint8Array(scratch.buffer, 0, count * 4));
  };
}

function valueAt({ name, data, valid }: TimeColumn, row: number): number {
  if (!isPresent(valid, row)) return 0;
  const millis = data[row]!;
  if (!Number.isNaN(millis)) return millis;
  const message = `Column ${name}, row ${row + 1}: the time is not a number and not marked as missing.`;
  throw new RankscopeError({ code: 'input', message, where: { row: row + 1, column: name } });
}
