import { isUtf8 } from 'node:buffer';
import { RankscopeError } from '../../../../shared/wire/errors';
import type { DictColumn, Utf8Column } from '../../../../shared/wire/table';
import { vectorRows } from '../rawVector';
import type { ColumnWriter } from './createWriter';
import { isPresent } from './validity';

const entryBytes = 16;
const entryWords = entryBytes / 4;
const inlineBytes = 12;

/** Texts into VARCHAR. Short ones are laid into their entries here, long ones are handed to DuckDB one by one. */
export function textWriter(column: Utf8Column | DictColumn): ColumnWriter {
  checkTexts(column);
  const { bytes, offsets, valid } = column;
  const codes = column.type === 'dict' ? column.codes : null;
  const words = new Int32Array(vectorRows * entryWords);
  const entries = new Uint8Array(words.buffer);
  // A dictionary whose texts repeat is laid out once.
  const laid = codes !== null && codes.length >= offsets.length - 1 ? layOut(column) : null;
  const long = new Int32Array(vectorRows);
  return (chunk, index, start, count) => {
    let longs = 0;
    if (valid || !laid) words.fill(0, 0, count * entryWords);
    for (let row = 0; row < count; row++) {
      if (valid && !isPresent(valid, start + row)) continue;
      const text = codes ? codes[start + row]! : start + row;
      if (offsets[text + 1]! - offsets[text]! > inlineBytes) long[longs++] = row;
      else if (laid) copyWords(laid, text * entryWords, words, row * entryWords);
      else layShort(column, text, words, entries, row);
    }
    chunk.setData(index, entries.subarray(0, count * entryBytes));
    for (let i = 0; i < longs; i++) {
      const row = long[i]!;
      const text = codes ? codes[start + row]! : start + row;
      chunk.setText(index, row, bytes.subarray(offsets[text], offsets[text + 1]));
    }
  };
}

/** The entries of all short texts, one after the other; those of long ones stay empty. */
function layOut(column: Utf8Column | DictColumn): Int32Array {
  const { offsets } = column;
  const texts = offsets.length - 1;
  const words = new Int32Array(texts * entryWords);
  const entries = new Uint8Array(words.buffer);
  for (let text = 0; text < texts; text++) {
    if (offsets[text + 1]! - offsets[text]! <= inlineBytes) layShort(column, text, words, entries, text);
  }
  return words;
}

function copyWords(from: Int32Array, at: number, to: Int32Array, place: number): void {
  to[place] = from[at]!;
  to[place + 1] = from[at + 1]!;
  to[place + 2] = from[at + 2]!;
  to[place + 3] = from[at + 3]!;
}

/** DuckDB's entry of a short text: its length, then its bytes; what is left over must be zero. */
function layShort(
  { bytes, offsets }: Utf8Column | DictColumn,
  text: number,
  words: Int32Array,
  entries: Uint8Array,
  row: number,
): void {
  const from = offsets[text]!;
  const length = offsets[text + 1]! - from;
  words[row * entryWords] = length;
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
