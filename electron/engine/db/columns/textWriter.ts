import { isUtf8 } from 'node:buffer';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { DictColumn, Utf8Column } from '../../../../shared/wire/table';
import { vectorRows } from '../rawVector';
import type { ColumnWriter } from './createWriter';
import { isPresent } from './validity';

const entryBytes = 16;
const inlineBytes = 12;

/** Texts into VARCHAR. Short ones are laid into their entries here, long ones are handed to DuckDB one by one. */
export function textWriter(column: Utf8Column | DictColumn): ColumnWriter {
  checkTexts(column);
  const { bytes, offsets, valid } = column;
  const codes = column.type === 'dict' ? column.codes : null;
  const entries = new Uint8Array(vectorRows * entryBytes);
  const lengths = new Uint32Array(entries.buffer);
  return (chunk, index, start, count) => {
    entries.fill(0, 0, count * entryBytes);
    const long: number[] = [];
    for (let row = 0; row < count; row++) {
      if (!isPresent(valid, start + row)) continue;
      const text = codes ? codes[start + row]! : start + row;
      const from = offsets[text]!;
      const length = offsets[text + 1]! - from;
      if (length > inlineBytes) long.push(row);
      else copyShort(entries, row, bytes, from, length, lengths);
    }
    chunk.setData(index, entries.subarray(0, count * entryBytes));
    for (const row of long) {
      const text = codes ? codes[start + row]! : start + row;
      chunk.setText(index, row, bytes.subarray(offsets[text], offsets[text + 1]));
    }
  };
}

function copyShort(
  entries: Uint8Array,
  row: number,
  bytes: Uint8Array,
  from: number,
  length: number,
  lengths: Uint32Array,
): void {
  lengths[row * 4] = length;
  const at = row * entryBytes + 4;
  for (let i = 0; i < length; i++) entries[at + i] = bytes[from + i]!;
}

/** DuckDB trusts its strings: text that is not UTF-8, or cut inside a character, would corrupt later queries. */
function checkTexts({ name, bytes, offsets }: Utf8Column | DictColumn): void {
  const end = offsets[offsets.length - 1] ?? 0;
  let fits = end <= bytes.length && isUtf8(bytes.subarray(0, end));
  for (let i = 1; fits && i < offsets.length; i++) {
    const at = offsets[i]!;
    fits = at >= offsets[i - 1]! && (at === end || (bytes[at]! & 0xc0) !== 0x80);
  }
  if (fits) return;
  throw new RankscopeError({ code: 'internal', message: `The texts of column ${name} are not UTF-8.` });
}
