import type { DictColumn } from '../../../../shared/wire/table';
import type { IdTable } from './idTable';

/** A bitmap of `rows` zeros: nothing is there yet. */
export function bitmap(rows: number): Uint8Array {
  return new Uint8Array((rows + 7) >> 3);
}

/** The texts of ids that are given by their number; `order` has the id of each number. */
export function idColumn(name: string, numbers: Int32Array, order: Uint32Array, table: IdTable): DictColumn {
  const codes = new Uint32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) codes[i] = order[numbers[i]!]!;
  const { size, offsets, bytes } = table;
  return { name, type: 'dict', codes, offsets: offsets.subarray(0, size + 1), bytes };
}
