import { neumaierSum } from '../stats/neumaier';

/**
 * Gini coefficient Σ_j (2j-n-1)·x_(j) / (n Σx), x ascending over all n catalog items, zeros included (RecBole). `exposure`
 * holds one number >= 0 a catalog item: appearances, or Σ 1/log2(k+1). Range [0, (n-1)/n]; null when nothing was shown.
 */
export function gini(exposure: ArrayLike<number>): number | null {
  const sorted = Float64Array.from(exposure).sort();
  const n = sorted.length;
  const total = neumaierSum(sorted);
  if (n === 0 || total === 0) return null;
  return neumaierSum(sorted.map((x, index) => (2 * (index + 1) - n - 1) * x)) / (n * total);
}
