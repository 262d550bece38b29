const digitBits = 11;
const digits = 1 << digitBits;
const digitMask = digits - 1;

/** A side by rising value; equal values keep the order of their rows. */
export interface OrderedSide {
  /** Rows, those without a value last. */
  order: Int32Array;
  /** The values there are; -0 is 0. */
  sorted: Float64Array;
}

/** Keys move along with their rows: through an index they would be read all over the memory in every pass. */
interface Keys {
  low: Uint32Array;
  high: Uint32Array;
  rows: Int32Array;
}

/** Sorts values, NaN last, by the upper halves of their bits, and then what these do not tell apart by the lower ones. */
export function orderedSide(values: Float64Array): OrderedSide {
  const keys = radixSort(sortKeys(values), 'high', emptyKeys(values.length));
  sortTies(keys);
  return { order: keys.rows, sorted: valuesOf(keys) };
}

/**
 * The order of `t`, given that of `s`: rows where both sides are the same number stand in it as they do there, so that
 * only the others have to be sorted.
 */
export function orderLike({ order, sorted }: OrderedSide, s: Float64Array, t: Float64Array): OrderedSide {
  const { rows, marks } = differentRows(s, t);
  if (2 * rows.length > s.length) return orderedSide(t);
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = t[rows[i]!]!;
  const others = orderedSide(values);
  const merged = { order: new Int32Array(order.length), sorted: new Float64Array(order.length) };
  let at = 0;
  let next = 0;
  const put = (value: number, row: number) => {
    merged.sorted[at] = value;
    merged.order[at++] = row;
  };
  for (let i = 0; i < sorted.length; i++) {
    const row = order[i]!;
    if (marks[row] === 1) continue;
    const value = sorted[i]!;
    for (; next < others.sorted.length && others.sorted[next]! < value; next++) {
      put(others.sorted[next]!, rows[others.order[next]!]!);
    }
    put(value, row);
  }
  for (; next < others.sorted.length; next++) put(others.sorted[next]!, rows[others.order[next]!]!);
  const present = at;
  for (; next < others.order.length; next++) merged.order[at++] = rows[others.order[next]!]!;
  return { order: merged.order, sorted: merged.sorted.subarray(0, present) };
}

/** Rows where the sides are not the same number, and by row 1 where that is so. */
function differentRows(s: Float64Array, t: Float64Array): { rows: Int32Array; marks: Uint8Array } {
  const marks = new Uint8Array(s.length);
  let count = 0;
  for (let row = 0; row < s.length; row++) {
    if (s[row] === t[row]) continue;
    marks[row] = 1;
    count++;
  }
  const rows = new Int32Array(count);
  let next = 0;
  for (let row = 0; row < s.length; row++) if (marks[row] === 1) rows[next++] = row;
  return { rows, marks };
}

function emptyKeys(length: number): Keys {
  return { low: new Uint32Array(length), high: new Uint32Array(length), rows: new Int32Array(length) };
}

const sign = 0x8000_0000;
const missing = 0xffff_ffff;

/** Bits of the values that rise as unsigned numbers do: -0 as 0, NaN above all, and below 0 all bits turned. */
function sortKeys(values: Float64Array): Keys {
  const keys = emptyKeys(values.length);
  const { low, high, rows } = keys;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < values.length; i++) {
    rows[i] = i;
    const value = values[i]!;
    if (value > 0) {
      low[i] = bits[2 * i]!;
      high[i] = bits[2 * i + 1]! | sign;
    } else if (value < 0) {
      low[i] = ~bits[2 * i]!;
      high[i] = ~bits[2 * i + 1]!;
    } else {
      low[i] = value === 0 ? 0 : missing;
      high[i] = value === 0 ? sign : missing;
    }
  }
  return keys;
}

/** The values that sorted keys stand for, without the missing ones. */
function valuesOf({ low, high }: Keys): Float64Array {
  const values = new Float64Array(low.length);
  const bits = new Uint32Array(values.buffer);
  let present = low.length;
  while (present > 0 && high[present - 1] === missing) present--;
  for (let i = 0; i < present; i++) {
    const isNegative = high[i]! < sign;
    bits[2 * i] = isNegative ? ~low[i]! : low[i]!;
    bits[2 * i + 1] = isNegative ? ~high[i]! : high[i]! ^ sign;
  }
  return values.subarray(0, present);
}

/** Sorts by one half of the keys, least digit first; the result lies in `keys` or in `spare`. */
function radixSort(keys: Keys, half: 'low' | 'high', spare: Keys): Keys {
  let from = keys;
  let to = spare;
  for (const [part, counts] of digitCounts(keys[half]).entries()) {
    // All keys share this digit, as small whole numbers and float32 values do in most.
    if (counts.includes(keys.rows.length)) continue;
    distribute(from, to, half, { shift: part * digitBits, places: startsOf(counts) });
    [from, to] = [to, from];
  }
  return from;
}

function digitCounts(keys: Uint32Array): Uint32Array[] {
  const first = new Uint32Array(digits);
  const second = new Uint32Array(digits);
  const third = new Uint32Array(digits);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    first[key & digitMask]! += 1;
    second[(key >>> digitBits) & digitMask]! += 1;
    third[key >>> (2 * digitBits)]! += 1;
  }
  return [first, second, third];
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(digits);
  for (let digit = 1; digit < digits; digit++) starts[digit] = starts[digit - 1]! + counts[digit - 1]!;
  return starts;
}

function distribute(
  from: Keys,
  to: Keys,
  half: 'low' | 'high',
  { shift, places }: { shift: number; places: Uint32Array },
): void {
  const keys = from[half];
  for (let i = 0; i < keys.length; i++) {
    const place = places[(keys[i]! >>> shift) & digitMask]!++;
    to.low[place] = from.low[i]!;
    to.high[place] = from.high[i]!;
    to.rows[place] = from.rows[i]!;
  }
}

/** Longer runs of equal upper halves are sorted by digits, shorter ones by insertion. */
const shortRun = 64;

function sortTies(keys: Keys): void {
  const { high } = keys;
  for (let from = 0, to = 1; from < high.length; from = to++) {
    while (to < high.length && high[to] === high[from]) to++;
    if (to - from === 1) continue;
    if (to - from <= shortRun) insertByLow(keys, from, to);
    else if (!risesByLow(keys.low, from, to)) sortRunByLow(keys, from, to);
  }
}

function insertByLow({ low, rows }: Keys, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = low[i]!;
    const row = rows[i]!;
    let at = i;
    for (; at > from && low[at - 1]! > key; at--) {
      low[at] = low[at - 1]!;
      rows[at] = rows[at - 1]!;
    }
    low[at] = key;
    rows[at] = row;
  }
}

function risesByLow(low: Uint32Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (low[i]! < low[i - 1]!) return false;
  return true;
}

function sortRunByLow({ low, high, rows }: Keys, from: number, to: number): void {
  const run = { low: low.slice(from, to), high: high.slice(from, to), rows: rows.slice(from, to) };
  const sorted = radixSort(run, 'low', emptyKeys(to - from));
  low.set(sorted.low, from);
  rows.set(sorted.rows, from);
}
