import { RankscopeError } from './errors';
import type { Cell, Column, ColumnType, Table } from './table';
import { decodeText, encodeTexts } from './utf8';

type NumberType = 'f64' | 'f32' | 'i32' | 'u32';

const numberArrays = { f64: Float64Array, f32: Float32Array, i32: Int32Array, u32: Uint32Array };
const integerRanges = { i32: [-(2 ** 31), 2 ** 31 - 1], u32: [0, 2 ** 32 - 1] } as const;
const dictionaryTexts = new WeakMap<Uint32Array, (string | undefined)[]>();

/**
 * A column from script values, for small tables and tests. `valid` is there only when a value is null.
 * @throws RankscopeError `internal` for a value that is not of the type: texts for `utf8` and `dict`, booleans for
 * `bool`, milliseconds for `time`, whole numbers in range for `i32` and `u32`.
 */
export function buildColumn(name: string, type: ColumnType, values: readonly Cell[]): Column {
  const valid = buildValidity(values);
  const common = { name, ...(valid !== null && { valid }) };
  switch (type) {
    case 'utf8':
      return { ...common, type, ...encodeTexts(readCells(name, type, values, 'string', '')) };
    case 'dict': {
      const texts = readCells(name, type, values, 'string', '');
      const codes = new Map([...new Set(texts)].map((text, code) => [text, code]));
      return {
        ...common,
        type,
        codes: Uint32Array.from(texts, (t) => codes.get(t) ?? 0),
        ...encodeTexts([...codes.keys()]),
      };
    }
    case 'bool':
      return { ...common, type, data: Uint8Array.from(readCells(name, type, values, 'boolean', false), Number) };
    case 'time':
      return { ...common, type, data: Float64Array.from(readCells(name, type, values, 'number', 0)) };
    default:
      return { ...common, type, data: numberArrays[type].from(readNumbers(name, type, values)) } as Column;
  }
}

/** A table from script values; columns in the order of the keys. @throws as `buildColumn`, and for unequal lengths. */
export function buildTable(columns: Readonly<Record<string, { type: ColumnType; values: readonly Cell[] }>>): Table {
  const built = Object.entries(columns).map(([name, { type, values }]) => buildColumn(name, type, values));
  const rows = built.length === 0 ? 0 : rowsOf(built[0] as Column);
  const odd = built.find((column) => rowsOf(column) !== rows);
  if (odd !== undefined) throw misuse(`Column "${odd.name}" has ${rowsOf(odd)} values, the first has ${rows}.`);
  return { rows, columns: built };
}

/** The number of rows that a column has data for. */
export function rowsOf(column: Column): number {
  if (column.type === 'utf8') return Math.max(column.offsets.length - 1, 0);
  return column.type === 'dict' ? column.codes.length : column.data.length;
}

/** False when the cell is null. `row` must be in range. */
export function isValid(column: Column, row: number): boolean {
  return column.valid === undefined || (((column.valid[row >> 3] ?? 0) >> (row & 7)) & 1) === 1;
}

/** One cell as a script value. @throws RankscopeError `internal` for a row that the column does not have. */
export function cellAt(column: Column, row: number): Cell {
  if (!Number.isInteger(row) || row < 0 || row >= rowsOf(column)) {
    throw misuse(`Column "${column.name}" has no row ${row}; it has ${rowsOf(column)}.`);
  }
  if (!isValid(column, row)) return null;
  switch (column.type) {
    case 'utf8':
      return decodeText(column, row);
    case 'dict':
      return dictionaryText(column, column.codes[row] as number);
    case 'bool':
      return column.data[row] !== 0;
    default:
      return column.data[row] as number;
  }
}

/** The column called `name`. @throws RankscopeError `internal` that lists the names there are. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((each) => each.name === name);
  if (column !== undefined) return column;
  throw misuse(`The table has no column "${name}"; it has ${table.columns.map((each) => each.name).join(', ')}.`);
}

/** Rows as objects, for small tables only. Names that occur twice keep the last. */
export function tableToRows(table: Table): Record<string, Cell>[] {
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)])),
  );
}

/** Bytes of all typed arrays: what the table takes on the wire, without its header. */
export function tableBytes(table: Table): number {
  const arrays = (column: Column) => Object.values(column).filter((part) => ArrayBuffer.isView(part));
  return table.columns.flatMap(arrays).reduce((sum, array) => sum + array.byteLength, 0);
}

function dictionaryText(column: Extract<Column, { type: 'dict' }>, code: number): string {
  const texts = dictionaryTexts.get(column.offsets) ?? [];
  dictionaryTexts.set(column.offsets, texts);
  const known = texts[code];
  if (known !== undefined) return known;
  const text = decodeText(column, code);
  texts[code] = text;
  return text;
}

function buildValidity(values: readonly Cell[]): Uint8Array | null {
  if (!values.includes(null)) return null;
  const valid = new Uint8Array(Math.ceil(values.length / 8));
  values.forEach((value, row) => {
    if (value !== null) valid[row >> 3] = (valid[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return valid;
}

interface CellTypes {
  string: string;
  number: number;
  boolean: boolean;
}

function readCells<T extends keyof CellTypes>(
  name: string,
  type: ColumnType,
  values: readonly Cell[],
  wanted: T,
  empty: CellTypes[T],
): CellTypes[T][] {
  return values.map((value, row) => {
    if (value === null) return empty;
    if (typeof value === wanted) return value as CellTypes[T];
    throw misuse(`Column "${name}" of type ${type} cannot hold ${JSON.stringify(value)} (row ${row + 1}).`);
  });
}

function readNumbers(name: string, type: NumberType, values: readonly Cell[]): number[] {
  const numbers = readCells(name, type, values, 'number', 0);
  if (type === 'f64' || type === 'f32') return numbers;
  const [least, most] = integerRanges[type];
  const bad = numbers.findIndex((value) => !Number.isInteger(value) || value < least || value > most);
  if (bad < 0) return numbers;
  throw misuse(`Column "${name}" of type ${type} cannot hold ${numbers[bad]} (row ${bad + 1}).`);
}

function misuse(message: string): RankscopeError {
  return new RankscopeError({ code: 'internal', message });
}
