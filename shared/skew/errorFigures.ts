import { NeumaierAccumulator } from '../stats/neumaier';

/** By how much logged values s differ from recomputed values t, over pairs that are both finite numbers. */
export interface ErrorFigures {
  /** Pairs: the n of every figure here. */
  rows: number;
  /** Mean of s - t. */
  bias: number;
  /** Mean of |s - t|. */
  mae: number;
  /** Square root of the mean of (s - t)². */
  rmse: number;
  /** Median of |s - t| / max(|t|, 1e-9). */
  medianRelative: number;
  /** Mean of 2 |s - t| / (|s| + |t|), 0 where both are 0. In [0, 2]. */
  symmetricRelative: number;
}

/**
 * The error figures of definitions D1; null without rows. Equal pairs may be left out of `s` and `t` when `rows` counts
 * them: they add nothing to any sum, and the figures are the same to the bit. Infinite and missing values are the
 * caller's to leave out.
 */
export function errorFigures(s: ArrayLike<number>, t: ArrayLike<number>, rows = s.length): ErrorFigures | null {
  if (rows === 0) return null;
  const [difference, absolute, square, symmetric] = Array.from({ length: 4 }, () => new NeumaierAccumulator());
  const relative = new Float64Array(s.length);
  for (let i = 0; i < s.length; i++) {
    const gap = s[i]! - t[i]!;
    const size = Math.abs(gap);
    difference!.add(gap);
    absolute!.add(size);
    square!.add(gap * gap);
    if (size > 0) symmetric!.add((2 * size) / (Math.abs(s[i]!) + Math.abs(t[i]!)));
    relative[i] = size / Math.max(Math.abs(t[i]!), 1e-9);
  }
  return {
    rows,
    bias: difference!.total / rows,
    mae: absolute!.total / rows,
    rmse: Math.sqrt(square!.total / rows),
    medianRelative: medianAfterZeros(relative.sort(), rows),
    symmetricRelative: symmetric!.total / rows,
  };
}

/** Median of `rows` numbers, none below 0: those that are listed, rising, and zeros before them. */
function medianAfterZeros(sorted: Float64Array, rows: number): number {
  const zeros = rows - sorted.length;
  const at = (index: number) => (index < zeros ? 0 : sorted[index - zeros]!);
  const [low, high] = [at(Math.floor((rows - 1) / 2)), at(Math.ceil((rows - 1) / 2))];
  return low + (high - low) / 2;
}
