/**
 * Holm's adjusted p: ascending p_(1..m), adj_(i) = max_{j<=i} min(1, (m-j+1) p_(j)). Null entries were not tested: they
 * stay null and do not count in m. Same order as the input.
 */
export function holm(p: readonly (number | null)[]): (number | null)[] {
  const order = testedAscending(p);
  const adjusted = p.map((): number | null => null);
  let highest = 0;
  order.forEach((index, rank) => {
    highest = Math.max(highest, Math.min(1, (order.length - rank) * p[index]!));
    adjusted[index] = highest;
  });
  return adjusted;
}

/** Benjamini-Hochberg q: q_(i) = min_{j>=i} min(1, m p_(j) / j). Null entries stay null and do not count in m. */
export function benjaminiHochberg(p: readonly (number | null)[]): (number | null)[] {
  const order = testedAscending(p);
  const q = p.map((): number | null => null);
  let lowest = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const index = order[rank]!;
    lowest = Math.min(lowest, (order.length * p[index]!) / (rank + 1));
    q[index] = lowest;
  }
  return q;
}

function testedAscending(p: readonly (number | null)[]): number[] {
  const tested: number[] = [];
  p.forEach((value, index) => {
    if (value !== null) tested.push(index);
  });
  return tested.sort((i, j) => p[i]! - p[j]! || i - j);
}
