import { RankscopeError } from '../../../shared/wire/errors';
import type { Column, ColumnType, Table } from '../../../shared/wire/table';

const arrays: Record<Exclude<ColumnType, 'utf8' | 'dict'>, new (length: number) => ArrayBufferView> = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  bool: Uint8Array,
  time: Float64Array,
};

/**
 * A table as a client sent it, every array looked at before anything native reads it. Throws `usage` with the column's
 * name for what is not a table: unknown types, arrays of another type or length, texts out of their bytes, names that
 * are empty or occur twice in any case.
 */
export function checkValues(table: Table): Table {
  const names = new Set<string>();
  if (table.columns.length === 0) throw bad('it has no column');
  for (const column of table.columns) {
    const { name } = column;
    if (typeof name !== 'string' || name === '' || name.includes('\0')) throw bad('a column has no name');
    if (names.has(name.toLowerCase())) throw bad(`the column "${name}" is there twice`);
    names.add(name.toLowerCase());
    const fault = columnFault(column, table.rows);
    if (fault !== null) throw bad(`column "${name}" ${fault}`);
  }
  return table;
}

function columnFault(column: Column, rows: number): string | null {
  const { valid, type } = column;
  if (valid !== undefined && !(valid instanceof Uint8Array && valid.length >= Math.ceil(rows / 8))) {
    return 'tells of too few rows whether they are there';
  }
  if (type === 'utf8') return textFault(column, rows);
  if (type === 'dict') {
    const { codes } = column;
    if (!(codes instanceof Uint32Array) || codes.length !== rows) return `does not have ${rows} codes`;
    const texts = column.offsets instanceof Uint32Array ? column.offsets.length - 1 : 0;
    if (codes.some((code) => code >= texts) && rows > 0) return 'has a code that its dictionary lacks';
    return textFault(column, texts);
  }
  if (!Object.hasOwn(arrays, type)) return `is of no known type`;
  return column.data instanceof arrays[type] && column.data.length === rows ? null : `does not have ${rows} values`;
}

function textFault({ offsets, bytes }: { offsets: Uint32Array; bytes: Uint8Array }, texts: number): string | null {
  if (!(offsets instanceof Uint32Array && bytes instanceof Uint8Array)) return 'has no texts';
  if (offsets.length !== texts + 1) return `does not have ${texts} texts`;
  const isSound = offsets.every((offset, i) => offset <= bytes.length && (i === 0 || offset >= offsets[i - 1]!));
  return isSound ? null : 'has texts that lie out of their bytes';
}

function bad(what: string): RankscopeError {
  return new RankscopeError({
    code: 'usage',
    message: `The values to export are no table: ${what}.`,
    where: { path: 'source.values' },
  });
}
