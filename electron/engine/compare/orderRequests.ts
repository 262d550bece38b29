export type RequestOrder = 'worst' | 'best' | 'largest' | 'request';

/**
 * Positions of the differences in the order asked for: worst first, best first, largest change first, or as they are.
 * Null differences come last; ties keep request order.
 */
export function orderRequests(differences: Float64Array, order: RequestOrder): Uint32Array {
  const positions = Uint32Array.from(differences, (_, i) => i);
  if (order === 'request') return positions;
  const rank = rankOf(order);
  return positions.sort((a, b) => {
    const left = rank(differences[a]!);
    const right = rank(differences[b]!);
    if (left === right) return a - b;
    if (Number.isNaN(left)) return Number.isNaN(right) ? a - b : 1;
    return Number.isNaN(right) ? -1 : left - right;
  });
}

function rankOf(order: Exclude<RequestOrder, 'request'>): (d: number) => number {
  if (order === 'worst') return (d) => d;
  if (order === 'best') return (d) => -d;
  return (d) => -Math.abs(d);
}
