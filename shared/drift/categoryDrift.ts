import { type ActiveDelta, activeDelta } from './activeDelta';
import { categoryBins, type GroupedCategories, groupCategories } from './categoryBins';
import {
  type CategoryCount,
  largestCountDifference,
  largestShareDifference,
  normalizedCountDifference,
} from './categoryDistances';
import { binnedFigures, type DriftFigures, driftFlags } from './driftFigures';
import { missingDelta } from './missingDelta';
import { type VocabularyCounts, vocabularyCounts, vocabularyOf } from './vocabulary';

interface BothSides {
  e: number;
  a: number;
}

/** A categorical feature on both sides, of any number of categories. */
export interface CategorySummary {
  grouped: GroupedCategories;
  vocabulary: VocabularyCounts;
  /** The category whose share differs most, and the one whose count does; null without a category. */
  largest: { category: string; share: number } | null;
  largestCount: number;
  missing: BothSides;
  /** Rows whose value is present and not the default; null where none is declared. */
  active: BothSides | null;
  /** Distinct draws, as in `NumericSide`. */
  draws: BothSides;
}

/** The summary of a list of all categories; `rest` is what the list does not tell. */
export function summarizeCategories(
  categories: readonly CategoryCount[],
  rest: Pick<CategorySummary, 'missing' | 'active' | 'draws'>,
): CategorySummary {
  const rows = rowsOf(rest.missing, categories);
  const { linf, category } = largestShareDifference(categories, rows);
  return {
    grouped: groupCategories(categories, rows),
    vocabulary: vocabularyCounts(categories),
    largest: category === null ? null : { category, share: linf },
    largestCount: largestCountDifference(categories),
    ...rest,
  };
}

/** How the serving categories differ from those of training; null when either side has no row. */
export function categoryDrift(summary: CategorySummary): DriftFigures | null {
  const { grouped, missing, draws, vocabulary, largest, largestCount } = summary;
  const counts = categoryBins(grouped, missing);
  const binned = binnedFigures(counts, draws);
  if (binned === null) return null;
  const rows = { e: sum(counts.e), a: sum(counts.a) };
  const found = {
    ...binned,
    linf: largest?.share ?? 0,
    linfCategory: largest?.category ?? null,
    normAbsDiff: normalizedCountDifference(largestCount, rows),
    vocabulary: vocabularyOf(vocabulary, rows),
    ...{ ks: null, ksP: null, ksMethod: null, w1: null, w1n: null, tails: [] },
    missing: missingDelta(missing, rows)!,
    active: activeOf(summary.active, rows),
  };
  return { ...found, flags: driftFlags(found) };
}

function activeOf(active: BothSides | null, rows: BothSides): ActiveDelta | null {
  return active === null ? null : activeDelta(active, rows);
}

function rowsOf(missing: BothSides, categories: readonly CategoryCount[]): BothSides {
  return { e: missing.e + sum(categories.map(({ e }) => e)), a: missing.a + sum(categories.map(({ a }) => a)) };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, each) => total + each, 0);
}
