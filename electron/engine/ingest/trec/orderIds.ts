import type { IdTable } from './idTable';

/** Texts as in `IdTable`. */
type Ids = Pick<IdTable, 'bytes' | 'offsets'>;

/** Below this, comparing beats distributing. */
const smallGroup = 1024;
const digitBits = 12;
const digits = 1 << digitBits;
/** Bytes of a key: two halves of three bytes. */
const keyBytes = 6;

/** Puts the ids into UTF-8 byte order: the result lists the given ids, least first. `ids` is changed in place. */
export function orderIds(table: Ids, ids: Uint32Array): Uint32Array {
  orderGroup(table, ids, 0);
  return ids;
}

function orderGroup(table: Ids, ids: Uint32Array, known: number): void {
  if (ids.length <= smallGroup) {
    ids.sort((a, b) => compareIds(table, a, b, known));
    return;
  }
  const depth = commonPrefix(table, ids, known);
  const { high, low } = keysOf(table, ids, depth);
  const order = radixOrder(high, low);
  const before = ids.slice();
  for (let i = 0; i < order.length; i++) ids[i] = before[order[i]!]!;
  for (let from = 0, to = 1; from < ids.length; from = to, to += 1) {
    const first = order[from]!;
    while (to < ids.length && high[order[to]!] === high[first] && low[order[to]!] === low[first]) to += 1;
    if (to - from > 1) orderTied(table, ids.subarray(from, to), depth);
  }
}

// Ids with equal keys: they go on after the key, unless all of them end inside of it (then only NULs tell them apart).
function orderTied(table: Ids, ids: Uint32Array, depth: number): void {
  const ended = ids.some((id) => table.offsets[id + 1]! - table.offsets[id]! < depth + keyBytes);
  if (ended) ids.sort((a, b) => compareIds(table, a, b, depth));
  else orderGroup(table, ids, depth + keyBytes);
}

/** Byte order of two ids that agree in their first `known` bytes; a prefix comes first. */
function compareIds({ bytes, offsets }: Ids, a: number, b: number, known: number): number {
  let left = offsets[a]! + known;
  let right = offsets[b]! + known;
  const leftEnd = offsets[a + 1]!;
  const rightEnd = offsets[b + 1]!;
  for (; left < leftEnd && right < rightEnd; left++, right++) {
    const difference = bytes[left]! - bytes[right]!;
    if (difference !== 0) return difference;
  }
  return leftEnd - left - (rightEnd - right);
}

function commonPrefix({ bytes, offsets }: Ids, ids: Uint32Array, known: number): number {
  const first = ids[0]!;
  const start = offsets[first]!;
  let length = offsets[first + 1]! - start;
  for (const id of ids) {
    const from = offsets[id]!;
    length = Math.min(length, offsets[id + 1]! - from);
    for (let i = known; i < length; i++) if (bytes[from + i] !== bytes[start + i]) length = i;
  }
  return length;
}

function keysOf({ bytes, offsets }: Ids, ids: Uint32Array, depth: number) {
  const high = new Uint32Array(ids.length);
  const low = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i]!;
    const at = offsets[id]! + depth;
    const left = offsets[id + 1]! - at;
    high[i] =
      ((left > 0 ? bytes[at]! : 0) << 16) | ((left > 1 ? bytes[at + 1]! : 0) << 8) | (left > 2 ? bytes[at + 2]! : 0);
    low[i] =
      ((left > 3 ? bytes[at + 3]! : 0) << 16) |
      ((left > 4 ? bytes[at + 4]! : 0) << 8) |
      (left > 5 ? bytes[at + 5]! : 0);
  }
  return { high, low };
}

function radixOrder(high: Uint32Array, low: Uint32Array): Uint32Array {
  let order = new Uint32Array(high.length);
  let next = new Uint32Array(high.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (const keys of [low, high]) {
    for (const shift of [0, digitBits]) {
      distribute(keys, shift, order, next);
      [order, next] = [next, order];
    }
  }
  return order;
}

function distribute(keys: Uint32Array, shift: number, order: Uint32Array, next: Uint32Array): void {
  const places = new Uint32Array(digits + 1);
  for (let i = 0; i < keys.length; i++) places[((keys[i]! >>> shift) & (digits - 1)) + 1]! += 1;
  for (let i = 0; i < digits; i++) places[i + 1]! += places[i]!;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const digit = (keys[row]! >>> shift) & (digits - 1);
    next[places[digit]!++] = row;
  }
}
