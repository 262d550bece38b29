import { NeumaierAccumulator, neumaierSum } from './neumaier';

/** Mean, or null when empty. */
export function mean(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : neumaierSum(values) / values.length;
}

/** Sample standard deviation with divisor n-1 (two passes), or null when n < 2. */
export function sampleSd(values: ArrayLike<number>): number | null {
  return values.length < 2 ? null : Math.sqrt(squaredDeviations(values) / (values.length - 1));
}

/** Population standard deviation with divisor n (two passes), or null when empty. */
export function populationSd(values: ArrayLike<number>): number | null {
  return values.length === 0 ? null : Math.sqrt(squaredDeviations(values) / values.length);
}

function squaredDeviations(values: ArrayLike<number>): number {
  const center = neumaierSum(values) / values.length;
  const squares = new NeumaierAccumulator();
  for (let i = 0; i < values.length; i++) squares.add((values[i]! - center) ** 2);
  return squares.total;
}
