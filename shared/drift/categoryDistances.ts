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
  const [rowsE, rowsA] = [totals.e || 1, totals.a || 1];
  let largest = 0;
  let found: string | null = null;
  for (const { category, e, a } of counts) {
    // Whole numbers, so that equal differences are equal.
    const gap = Math.abs(a * rowsE - e * rowsA);
    if (gap > largest || (found !== null && gap === largest && compareUtf8(category, found) < 0)) found = category;
    largest = Math.max(largest, gap);
  }
  return { linf: largest / (rowsE * rowsA), category: found };
}

/** max |n_a - n_e|; 0 without a category. */
export function largestCountDifference(counts: readonly CategoryCount[]): number {
  return counts.reduce((most, { e, a }) => Math.max(most, Math.abs(a - e)), 0);
}

/** max |n_a - n_e| / (N_a + N_e): TFDV's normalized absolute difference, sensitive to volume. 0 without rows. */
export function normalizedCountDifference(largest: number, totals: { e: number; a: number }): number {
  return largest === 0 ? 0 : largest / (totals.e + totals.a);
}
