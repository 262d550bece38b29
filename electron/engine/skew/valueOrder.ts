const digitBits = 11;
const digits = 1 << digitBits;

/** Row numbers by rising value, NaN last; equal values keep the order of their rows, 0 and -0 are equal. */
export function valueOrder(values: Float64Array): Int32Array {
  const { low, high, counts } = sortKeys(values);
  let keys: Keys = { low, high, rows: Int32Array.from(values.keys()) };
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

/**
 * The order of `t`, given that of `s`: rows where both sides are the same number stand in it as they do there, so that
 * only the others have to be sorted.
 */
export function orderLike(order: Int32Array, s: Float64Array, t: Float64Array): Int32Array {
  const others = order.filter((row) => s[row] !== t[row]);
  if (2 * others.length > order.length) return valueOrder(t);
  const sorted = valueOrder(Float64Array.from(others, (row) => t[row]!)).map((at) => others[at]!);
  const merged = new Int32Array(order.length);
  let [at, next] = [0, 0];
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    if (s[row] !== t[row]) continue;
    while (next < sorted.length && t[sorted[next]!]! < t[row]!) merged[at++] = sorted[next++]!;
    merged[at++] = row;
  }
  merged.set(sorted.subarray(next), at);
  return merged;
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
function sortKeys(values: Float64Array) {
  const { low, high } = emptyKeys(values.length);
  const counts = Array.from({ length: 6 }, () => new Uint32Array(digits));
  const double = new Float64Array(1);
  const bits = new Uint32Array(double.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // -0 becomes 0, and every NaN the same one.
    double[0] = value + 0;
    const [l, h] = Number.isNaN(value) ? [~0, ~0] : rising(bits[0]!, bits[1]!);
    low[i] = l;
    high[i] = h;
    for (let part = 0; part < 3; part++) {
      counts[part]![digitOf(l, part)]! += 1;
      counts[part + 3]![digitOf(h, part)]! += 1;
    }
  }
  return { low, high, counts };
}

/** The halves of a double's bits as numbers that rise with it: below 0 all bits turn, else the sign alone. */
function rising(low: number, high: number): [number, number] {
  return high >>> 31 === 1 ? [~low, ~high] : [low, high | 0x8000_0000];
}

function digitOf(key: number, part: number): number {
  return (key >>> (part * digitBits)) & (digits - 1);
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
