import { tableRows } from '../../../electron/engine/db/tableRows';
import type { Cell, Column, Table, Utf8Column } from '../../../shared/wire/table';

/** Every cell of a column, null where it is missing. */
export function cellsOf(table: Table, name: string): (Cell | undefined)[] {
  return tableRows(table).map((row) => row[name]);
}

/** A bitmap of the values that are not null, or nothing when none is. */
export function validOf(values: readonly unknown[]): { valid?: Uint8Array } {
  if (!values.includes(null)) return {};
  const valid = new Uint8Array((values.length + 7) >> 3);
  values.forEach((value, row) => {
    if (value !== null) valid[row >> 3]! |= 1 << (row & 7);
  });
  return { valid };
}

/** A utf8 column of texts and nulls. */
export function utf8Column(name: string, values: readonly (string | null)[]): Utf8Column {
  const texts = values.map((value) => Buffer.from(value ?? '', 'utf8'));
  const offsets = new Uint32Array(values.length + 1);
  texts.forEach((text, row) => {
    offsets[row + 1] = offsets[row]! + text.length;
  });
  return { name, type: 'utf8', offsets, bytes: new Uint8Array(Buffer.concat(texts)), ...validOf(values) };
}

export function columnOf(table: Table, name: string): Column {
  return table.columns.find((column) => column.name === name)!;
}
