const digitBits = 11;
const digits = 1 << digitBits;

/** Row numbers by rising value, NaN last; equal values keep the order of their rows, 0 and -0 are equal. */
export function valueOrder(values: Float64Array): Int32Array {
  const { keys: unsorted, counts } = sortKeys(values);
  let keys = unsorted;
  let next = emptyKeys(values.length);
  for (let pass = 0; pass < counts.length; pass++) {
    const places = startsOf(counts[pass]!, values.length);
    // All keys share this digit, as small whole numbers and float32 values do in most.
    if (places === null) continue;
    distribute(pass, places, keys, next);
    [keys, next] = [next, keys];
  }
  return keys.rows;
}

/** A side by rising value. */
export interface OrderedSide {
  /** Rows, those without a value last. */
  order: Int32Array;
  /** The values there are; -0 is 0. */
  sorted: Float64Array;
}

export function orderedSide(values: Float64Array, order: Int32Array): OrderedSide {
  const sorted = new Float64Array(order.length);
  let present = 0;
  for (; present < order.length; present++) {
    const value = values[order[present]!]! + 0;
    if (Number.isNaN(value)) break;
    sorted[present] = value;
  }
  return { order, sorted: sorted.subarray(0, present) };
}

/**
 * The order of `t`, given that of `s`: rows where both sides are the same number stand in it as they do there, so that
 * only the others have to be sorted.
 */
export function orderLike({ order, sorted }: OrderedSide, s: Float64Array, t: Float64Array): Int32Array {
  const others = differentRows(s, t);
  if (2 * others.rows.length > s.length) return valueOrder(t);
  const values = new Float64Array(others.rows.length);
  for (let i = 0; i < values.length; i++) values[i] = t[others.rows[i]!]!;
  const next = valueOrder(values);
  const merged = new Int32Array(order.length);
  let at = 0;
  let taken = 0;
  for (let i = 0; i < sorted.length; i++) {
    const row = order[i]!;
    if (others.marks[row] === 1) continue;
    while (taken < next.length && values[next[taken]!]! < sorted[i]!) merged[at++] = others.rows[next[taken++]!]!;
    merged[at++] = row;
  }
  while (taken < next.length) merged[at++] = others.rows[next[taken++]!]!;
  return merged;
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

/** Keys move along with their rows: through an index they would be read all over the memory in every pass. */
interface Keys {
  low: Uint32Array;
  high: Uint32Array;
  rows: Int32Array;
}

function emptyKeys(length: number): Keys {
  return { low: new Uint32Array(length), high: new Uint32Array(length), rows: new Int32Array(length) };
}

/** Bits of the values that rise as unsigned numbers do, and how often each digit occurs. */
function sortKeys(values: Float64Array): { keys: Keys; counts: Uint32Array[] } {
  const keys = emptyKeys(values.length);
  const { low, high, rows } = keys;
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < values.length; i++) {
    rows[i] = i;
    const value = values[i]!;
    // -0 becomes 0, and every NaN the largest key; below 0 all bits turn, else the sign alone.
    const isNegative = value < 0;
    const isMissing = Number.isNaN(value);
    low[i] = isMissing ? ~0 : isNegative ? ~bits[2 * i]! : value === 0 ? 0 : bits[2 * i]!;
    high[i] = isMissing ? ~0 : isNegative ? ~bits[2 * i + 1]! : value === 0 ? sign : bits[2 * i + 1]! | sign;
  }
  return { keys, counts: [...digitCounts(low), ...digitCounts(high)] };
}

const sign = 0x8000_0000;

function digitCounts(keys: Uint32Array): Uint32Array[] {
  const [first, second, third] = [new Uint32Array(digits), new Uint32Array(digits), new Uint32Array(digits)];
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    first[key & (digits - 1)]! += 1;
    second[(key >>> digitBits) & (digits - 1)]! += 1;
    third[key >>> (2 * digitBits)]! += 1;
  }
  return [first, second, third];
}

function startsOf(counts: Uint32Array, total: number): Uint32Array | null {
  if (counts.includes(total)) return null;
  const starts = new Uint32Array(digits);
  for (let digit = 1; digit < digits; digit++) starts[digit] = starts[digit - 1]! + counts[digit - 1]!;
  return starts;
}

function distribute(pass: number, places: Uint32Array, from: Keys, to: Keys): void {
  const keys = pass < 3 ? from.low : from.high;
  const shift = (pass % 3) * digitBits;
  for (let i = 0; i < keys.length; i++) {
    const place = places[(keys[i]! >>> shift) & (digits - 1)]!++;
    to.low[place] = from.low[i]!;
    to.high[place] = from.high[i]!;
    to.rows[place] = from.rows[i]!;
  }
}
