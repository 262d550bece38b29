import type { CategoryCount } from './categoryDistances';

/** How the categories of two sides overlap (definitions D3). Null: the side has no rows, or neither has a category. */
export interface Vocabulary {
  /** Distinct categories of each side. */
  training: number;
  serving: number;
  /** Share of serving rows whose category training does not know. */
  newMass: number | null;
  /** Share of training rows whose category serving does not have. */
  lostMass: number | null;
  /** |both| / |either|. */
  jaccard: number | null;
}

/** What decides about a vocabulary: numbers of categories and rows, of any number of categories. */
export interface VocabularyCounts {
  training: number;
  serving: number;
  /** Categories that both sides have. */
  shared: number;
  /** Rows of serving in categories new to it, of training in categories that serving lacks. */
  newRows: number;
  lostRows: number;
}

export function vocabularyOf(counts: VocabularyCounts, totals: { e: number; a: number }): Vocabulary {
  const { training, serving, shared, newRows, lostRows } = counts;
  const either = training + serving - shared;
  return {
    training,
    serving,
    newMass: totals.a > 0 ? newRows / totals.a : null,
    lostMass: totals.e > 0 ? lostRows / totals.e : null,
    jaccard: either > 0 ? shared / either : null,
  };
}

/** The counts of a list of all categories that occur on either side. */
export function vocabularyCounts(categories: readonly CategoryCount[]): VocabularyCounts {
  const counts = { training: 0, serving: 0, shared: 0, newRows: 0, lostRows: 0 };
  for (const { e, a } of categories) {
    if (e > 0) counts.training++;
    if (a > 0) counts.serving++;
    if (e > 0 && a > 0) counts.shared++;
    if (e === 0) counts.newRows += a;
    if (a === 0) counts.lostRows += e;
  }
  return counts;
}
