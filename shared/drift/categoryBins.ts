import { compareUtf8 } from '../metrics/compareUtf8';
import type { CategoryCount } from './categoryDistances';

/** Counts of both sides on the same bins of a categorical feature (definitions D2). */
export interface CategoryBins {
  e: number[];
  a: number[];
}

/** Least share of either side's rows for a bin of one's own. */
export const ownBinShare = 0.001;

/** Categories with a bin of their own, in UTF-8 order, and the rows of all others. */
export interface GroupedCategories {
  own: CategoryCount[];
  /** Known to training, below 0.1% on both sides. */
  other: { e: number; a: number };
  /** Rows of serving in categories that training does not know. */
  newRows: number;
}

/** `totals`: rows of each side, missing values too. */
export function groupCategories(
  categories: readonly CategoryCount[],
  totals: { e: number; a: number },
): GroupedCategories {
  const grouped: GroupedCategories = { own: [], other: { e: 0, a: 0 }, newRows: 0 };
  for (const each of categories) {
    if (each.e === 0) grouped.newRows += each.a;
    else if (each.e / totals.e >= ownBinShare || each.a / totals.a >= ownBinShare) grouped.own.push(each);
    else {
      grouped.other.e += each.e;
      grouped.other.a += each.a;
    }
  }
  grouped.own.sort((x, y) => compareUtf8(x.category, y.category));
  return grouped;
}

/** The bins: own ones, OTHER, NEW, missing. */
export function categoryBins(
  { own, other, newRows }: GroupedCategories,
  missing: { e: number; a: number },
): CategoryBins {
  return {
    e: [...own.map(({ e }) => e), other.e, 0, missing.e],
    a: [...own.map(({ a }) => a), other.a, newRows, missing.a],
  };
}
