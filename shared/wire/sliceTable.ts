import type { Column, Table } from './table';

/**
 * Rows `start` (inclusive) to `end` (exclusive), cut to the table's rows. Columns share the table's memory where they
 * can (the codec copies exactly the view), and a dictionary stays whole.
 */
export function sliceTable(table: Table, start: number, end: number): Table {
  const first = Math.min(Math.max(start, 0), table.rows);
  const last = Math.min(Math.max(end, first), table.rows);
  return { rows: last - first, columns: table.columns.map((column) => sliceColumn(column, first, last)) };
}

function sliceColumn(column: Column, start: number, end: number): Column {
  const common = column.valid === undefined ? {} : { valid: sliceBits(column.valid, start, end) };
  if (column.type === 'dict') return { ...column, ...common, codes: column.codes.subarray(start, end) };
  if (column.type !== 'utf8') return { ...column, ...common, data: column.data.subarray(start, end) } as Column;
  const from = column.offsets[start] ?? 0;
  const offsets = column.offsets.subarray(start, end + 1);
  return {
    ...column,
    ...common,
    offsets: from === 0 ? offsets : offsets.map((offset) => offset - from),
    bytes: column.bytes.subarray(from, column.offsets[end] ?? from),
  };
}

function sliceBits(bits: Uint8Array, start: number, end: number): Uint8Array {
  const shift = start & 7;
  const first = start >> 3;
  const length = Math.ceil((end - start) / 8);
  if (shift === 0) return bits.subarray(first, first + length);
  return Uint8Array.from({ length }, (_, i) => {
    const low = (bits[first + i] ?? 0) >> shift;
    return low | ((bits[first + i + 1] ?? 0) << (8 - shift));
  });
}
