import type { Cell, Column, Table } from '../../../shared/wire/table';
import { isPresent } from './columns/validity';

const decoder = new TextDecoder();

/** A small table as one object per row. Of two columns of one name the later one stays. */
export function tableRows(table: Table): Record<string, Cell>[] {
  const rows: Record<string, Cell>[] = Array.from({ length: table.rows }, () => ({}));
  for (const column of table.columns) {
    rows.forEach((row, index) => {
      row[column.name] = cellAt(column, index);
    });
  }
  return rows;
}

function cellAt(column: Column, row: number): Cell {
  if (!isPresent(column.valid, row)) return null;
  if (column.type === 'utf8') return textAt(column, row);
  if (column.type === 'dict') return textAt(column, column.codes[row]!);
  if (column.type === 'bool') return column.data[row] === 1;
  return column.data[row]!;
}

function textAt({ offsets, bytes }: { offsets: Uint32Array; bytes: Uint8Array }, index: number): string {
  return decoder.decode(bytes.subarray(offsets[index], offsets[index + 1]));
}
