import { compareUtf8 } from '../metrics/compareUtf8';

/** Occurrences of one category among the reference (e) and the serving side (a). */
export interface CategoryCount {
  category: string;
  e: number;
  a: number;
}

/**
 * `linf`: max |a/N_a - e/N_e| and the category that attains it, of several the first in UTF-8 order (TFDV's
 * `infinity_norm`); 0 and null where nothing differs. `totals` are the rows of each side, those with a missing value too.
 * A side without rows has shares of 0.
 */
export function largestShareDifference(
  counts: readonly CategoryCount[],
  totals: { e: number; a: number },
): { linf: number; category: string | null } {
  let found: { linf: number; category: string | null } = { linf: 0, category: null };
  for (const { category, e, a } of counts) {
    const linf = Math.abs(share(a, totals.a) - share(e, totals.e));
    const isFirst = found.category !== null && linf === found.linf && compareUtf8(category, found.category) < 0;
    if (linf > found.linf || isFirst) found = { linf, category };
  }
  return found;
}

/** max |n_a - n_e|; 0 without a category. */
export function largestCountDifference(counts: readonly CategoryCount[]): number {
  return counts.reduce((most, { e, a }) => Math.max(most, Math.abs(a - e)), 0);
}

/** max |n_a - n_e| / (N_a + N_e): TFDV's normalized absolute difference, sensitive to volume. 0 without rows. */
export function normalizedCountDifference(largest: number, totals: { e: number; a: number }): number {
  return share(largest, totals.e + totals.a);
}

function share(count: number, total: number): number {
  return total > 0 ? count / total : 0;
}
