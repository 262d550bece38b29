import { NeumaierAccumulator } from './neumaier';

/**
 * Wasserstein-1 distance of two samples of finite numbers, each rising: ∫ |F_x - F_y|, in the unit of the values. Null
 * when either is empty.
 */
export function wasserstein1(x: ArrayLike<number>, y: ArrayLike<number>): number | null {
  const [n, m] = [x.length, y.length];
  if (n === 0 || m === 0) return null;
  const area = new NeumaierAccumulator();
  let [i, j] = [0, 0];
  let last = Math.min(x[0]!, y[0]!);
  while (i < n || j < m) {
    const next = j === m || (i < n && x[i]! <= y[j]!) ? x[i]! : y[j]!;
    if (next > last) area.add(Math.abs(i * m - j * n) * (next - last));
    if (i < n && x[i] === next) i++;
    else j++;
    last = next;
  }
  return area.total / (n * m);
}
