import { NeumaierAccumulator, neumaierSum } from './neumaier';

/** Mean, or null when empty. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : neumaierSum(values) / values.length;
}

/** Sample standard deviation with divisor n-1 (two passes), or null when n < 2. */
export function sampleSd(values: ArrayLike<number>): number | null {
  const n = values.length;
  if (n < 2) return null;
  const center = neumaierSum(values) / n;
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < n; i++) squares.add((values[i]! - center) ** 2);
  return Math.sqrt(squares.total / (n - 1));
}
