import type { FileHandle } from 'node:fs/promises';
import { timeText } from '../../../shared/slices/predicateText';
import { cellAt } from '../../../shared/wire/columns';
import type { Column, Table } from '../../../shared/wire/table';

const rowsAtOnce = 5_000;

/** Writes a table as CSV with a header, UTF-8, as DuckDB would: null is nothing, the empty text is `""`. */
export async function writeCsv(handle: FileHandle, table: Table, signal?: AbortSignal): Promise<void> {
  await handle.write(`${table.columns.map(({ name }) => quoted(name)).join(',')}\n`);
  for (let from = 0; from < table.rows; from += rowsAtOnce) {
    signal?.throwIfAborted();
    const to = Math.min(from + rowsAtOnce, table.rows);
    let text = '';
    for (let row = from; row < to; row++) text += `${table.columns.map((column) => cellText(column, row)).join(',')}\n`;
    await handle.write(text);
  }
}

function cellText(column: Column, row: number): string {
  const value = cellAt(column, row);
  if (value === null) return '';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return String(value);
  if (column.type === 'time') return timeText(value);
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
