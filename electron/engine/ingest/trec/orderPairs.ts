const digitBits = 11;
const digits = 1 << digitBits;

/**
 * The rows in order of (request, item), equal pairs in their former order. Both are numbers from 0, below `requests`
 * and `items`.
 */
export function orderPairs(
  request: Int32Array,
  item: Int32Array,
  requests: number,
  items: number,
): Uint32Array<ArrayBuffer> {
  let order = new Uint32Array(request.length);
  let next = new Uint32Array(request.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (const [keys, limit] of [[item, items] as const, [request, requests] as const]) {
    for (let shift = 0; limit > 2 ** shift; shift += digitBits) {
      distribute(keys, shift, order, next);
      [order, next] = [next, order];
    }
  }
  return order;
}

function distribute(keys: Int32Array, shift: number, order: Uint32Array, next: Uint32Array): void {
  const places = new Uint32Array(digits + 1);
  for (let i = 0; i < keys.length; i++) places[((keys[i]! >>> shift) & (digits - 1)) + 1]! += 1;
  for (let i = 0; i < digits; i++) places[i + 1]! += places[i]!;
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    const digit = (keys[row]! >>> shift) & (digits - 1);
    next[places[digit]!++] = row;
  }
}
