import { z975 } from './normal';

/**
 * Wilson score interval of a rate: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n). `hits` and `n` may be weighted
 * counts. Null when n is not positive.
 */
export function wilsonInterval(hits: number, n: number, z = z975): { lo: number; hi: number } | null {
  if (!(n > 0)) return null;
  const p = hits / n;
  const center = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    lo: hits === 0 ? 0 : Math.max(0, (center - half) / scale),
    hi: hits === n ? 1 : Math.min(1, (center + half) / scale),
  };
}
