import { DuckDBDecimalType, DuckDBEnumType, DuckDBTypeId, type NativeType } from '../duckdb';
import type { ColumnReader } from './columnReader';
import { type Conversion, ConvertedReader } from './convertedReader';
import { EnumReader } from './enumReader';
import { PlainReader } from './plainReader';
import { PrintedReader } from './printedReader';
import {
  dateConversion,
  decimalConversion,
  integerConversion,
  nanosecondConversion,
  timestampConversion,
} from './scaledNumber';
import { TextReader } from './textReader';
import { bigintConversion, hugeintConversion, ubigintConversion } from './wideNumber';

const plain = new Map<DuckDBTypeId, 'f64' | 'f32' | 'i32' | 'u32' | 'bool'>([
  [DuckDBTypeId.DOUBLE, 'f64'],
  [DuckDBTypeId.FLOAT, 'f32'],
  [DuckDBTypeId.INTEGER, 'i32'],
  [DuckDBTypeId.UINTEGER, 'u32'],
  [DuckDBTypeId.BOOLEAN, 'bool'],
]);

const converted = new Map<DuckDBTypeId, Conversion>([
  [DuckDBTypeId.TINYINT, integerConversion('i32', 'i8')],
  [DuckDBTypeId.SMALLINT, integerConversion('i32', 'i16')],
  [DuckDBTypeId.UTINYINT, integerConversion('u32', 'u8')],
  [DuckDBTypeId.USMALLINT, integerConversion('u32', 'u16')],
  [DuckDBTypeId.BIGINT, bigintConversion],
  [DuckDBTypeId.UBIGINT, ubigintConversion],
  [DuckDBTypeId.HUGEINT, hugeintConversion(true)],
  [DuckDBTypeId.UHUGEINT, hugeintConversion(false)],
  [DuckDBTypeId.DATE, dateConversion],
  [DuckDBTypeId.TIMESTAMP, timestampConversion('us')],
  [DuckDBTypeId.TIMESTAMP_TZ, timestampConversion('us')],
  [DuckDBTypeId.TIMESTAMP_S, timestampConversion('s')],
  [DuckDBTypeId.TIMESTAMP_MS, timestampConversion('ms')],
  [DuckDBTypeId.TIMESTAMP_NS, nanosecondConversion],
]);

/** The reader for a result column of this type. Every type of DuckDB has one. */
export function createReader(name: string, type: NativeType, rows: number): ColumnReader {
  const plainType = plain.get(type.typeId);
  if (plainType) return new PlainReader(name, plainType, rows);
  const conversion = type instanceof DuckDBDecimalType ? decimalOf(type) : converted.get(type.typeId);
  if (conversion) return new ConvertedReader(name, conversion, rows);
  if (type instanceof DuckDBEnumType) return new EnumReader(name, type.values, rows);
  if (type.typeId === DuckDBTypeId.VARCHAR) return new TextReader(name, rows);
  return new PrintedReader(name, rows);
}

/** DuckDB keeps a DECIMAL in the narrowest whole number that holds its digits. */
function decimalOf({ width, scale }: DuckDBDecimalType): Conversion {
  return decimalConversion(width <= 4 ? 2 : width <= 9 ? 4 : width <= 18 ? 8 : 16, scale);
}
