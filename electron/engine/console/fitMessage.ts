import { tableBytes } from '../../../shared/wire/columns';
import { sliceTable } from '../../../shared/wire/sliceTable';
import type { Column, DictColumn, Table } from '../../../shared/wire/table';

/** What a table may take of a message (16 MB); the rest is for its header and other parts. */
const maxBytes = 14 * 1024 * 1024;

/** The first rows of a table that fit one message; the table itself when it fits. */
export function fitMessage(table: Table): Table {
  let fitting = table;
  for (let bytes = tableBytes(fitting); fitting.rows > 1 && bytes > maxBytes; bytes = tableBytes(fitting)) {
    const rows = Math.floor(((fitting.rows * maxBytes) / bytes) * 0.95);
    const cut = sliceTable(fitting, 0, Math.max(1, Math.min(fitting.rows - 1, rows)));
    fitting = { rows: cut.rows, columns: cut.columns.map(withUsedTexts) };
  }
  return fitting;
}

/** A dictionary without the entries that no row refers to any more. */
function withUsedTexts(column: Column): Column {
  if (column.type !== 'dict') return column;
  const used = [...new Set(column.codes)].sort((a, b) => a - b);
  const place = new Map(used.map((code, i) => [code, i]));
  return { ...column, ...textsOf(column, used), codes: column.codes.map((code) => place.get(code)!) };
}

function textsOf({ offsets, bytes }: DictColumn, used: readonly number[]): Pick<DictColumn, 'offsets' | 'bytes'> {
  const parts = used.map((code) => bytes.subarray(offsets[code], offsets[code + 1]));
  const kept = new Uint32Array(used.length + 1);
  for (const [i, part] of parts.entries()) kept[i + 1] = kept[i]! + part.length;
  const joined = new Uint8Array(kept[used.length]!);
  for (const [i, part] of parts.entries()) joined.set(part, kept[i]);
  return { offsets: kept, bytes: joined };
}
