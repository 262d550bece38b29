import {
  columnDecimals,
  exactNumber,
  formatFixed,
  formatTime,
  missing,
  timeDigits,
} from '../../../shared/format/numbers';
import { cellAt, isValid } from '../../../shared/wire/columns';
import type { Column, Table } from '../../../shared/wire/table';
import type { GridCell } from './gridTypes';

/** How the numbers of one column print; settled once so that digits do not jump while rows come. */
export interface ColumnFormat {
  decimals: number;
  /** Digits after the second, for times. */
  fraction?: 0 | 3 | 6;
}

const enough = 2000;

/** The format that fits the values of a column's first page. */
export function formatOf(column: Column): ColumnFormat {
  if (column.type === 'i32' || column.type === 'u32') return { decimals: 0 };
  if (column.type === 'time') return { decimals: 0, fraction: timeDigits(validValues(column.data, column)) };
  if (column.type !== 'f64' && column.type !== 'f32') return { decimals: 0 };
  return { decimals: columnDecimals(validValues(column.data, column)) };
}

function* validValues(data: Float64Array | Float32Array, column: Column): Iterable<number> {
  for (let row = 0; row < Math.min(data.length, enough); row += 1) if (isValid(column, row)) yield data[row]!;
}

/** One cell as it is shown, hovered and copied. */
export function gridCell(column: Column, row: number, format: ColumnFormat): GridCell {
  const value = cellAt(column, row);
  if (value === null) return { text: missing, exact: '', hint: 'No value here', faint: true };
  if (typeof value === 'string') return { text: value, exact: value };
  if (typeof value === 'boolean') return { text: String(value), exact: String(value) };
  if (column.type === 'time') {
    return { text: formatTime(value, format.fraction), exact: formatTime(value, timeDigits([value])) };
  }
  return { text: formatFixed(value, format.decimals), exact: exactNumber(value) };
}

const columnMaps = new WeakMap<Table, Map<string, Column>>();

/** The column of that name, found without a walk over wide tables. */
export function columnNamed(table: Table, name: string): Column | undefined {
  let map = columnMaps.get(table);
  if (!map) {
    map = new Map(table.columns.map((column) => [column.name, column]));
    columnMaps.set(table, map);
  }
  return map.get(name);
}
