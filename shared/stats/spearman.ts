import { mean } from './moments';
import { NeumaierAccumulator } from './neumaier';

/** Ranks from 1 by rising value; equal values share the mean of their ranks. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => compare(values[a]!, values[b]!));
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
  }
  return ranks;
}

/**
 * Spearman's ρ: Pearson's correlation of average ranks. Values may be infinite, not NaN. Null when either side is
 * constant or there are fewer than two pairs.
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  return rankCorrelation(averageRanks(a), averageRanks(b));
}

/** Pearson's correlation of two rankings of the same pairs, as `averageRanks` gives them. */
export function rankCorrelation(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const center = (a.length + 1) / 2;
  const both = new NeumaierAccumulator();
  const first = new NeumaierAccumulator();
  const second = new NeumaierAccumulator();
  for (let i = 0; i < a.length; i++) {
    const x = a[i]! - center;
    const y = b[i]! - center;
    both.add(x * y);
    first.add(x * x);
    second.add(y * y);
  }
  if (first.total === 0 || second.total === 0) return null;
  return Math.max(-1, Math.min(1, both.total / Math.sqrt(first.total * second.total)));
}

/**
 * Mean of ρ within groups, and of how many: those where neither side is constant. Group g holds the pairs from
 * `starts[g]` to `starts[g + 1]`.
 */
export function meanSpearman(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  starts: ArrayLike<number>,
): { mean: number | null; groups: number } {
  const [left, right] = [Array.from(a), Array.from(b)];
  const found: number[] = [];
  for (let g = 0; g + 1 < starts.length; g++) {
    const rho = spearman(left.slice(starts[g], starts[g + 1]), right.slice(starts[g], starts[g + 1]));
    if (rho !== null) found.push(rho);
  }
  return { mean: mean(found), groups: found.length };
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
