import { ownBinShare } from '../../../shared/drift/categoryBins';
import { largestShareDifference } from '../../../shared/drift/categoryDistances';
import { type CategorySummary, categoryDrift } from '../../../shared/drift/categoryDrift';
import type { DriftFigures } from '../../../shared/drift/driftFigures';
import type { Cell } from '../../../shared/wire/table';
import type { Queries } from '../db/connection';
import {
  categoryTotals,
  createCategoryCounts,
  dropCategoryCounts,
  largestCategory,
  ownCategories,
} from '../sql/skew/categoryCounts';
import type { PlannedFeature } from './plannedFeatures';

/** The categories of a feature as the tables hold them, however many there are. */
export type StoredCategories = Omit<CategorySummary, 'active' | 'draws'>;

/** `some`: only the rows of the TEMP table of compared rows, of which there are `rows`. */
export async function readCategories(
  db: Queries,
  { name, logged }: PlannedFeature,
  { rows, some, signal }: { rows: number; some: boolean; signal?: AbortSignal },
): Promise<StoredCategories> {
  await db.run(createCategoryCounts(name, logged!, some), { signal });
  const totals = (await db.readOne(categoryTotals(), { signal }))!;
  const number = (key: string) => Number(totals[key]);
  const own = (await db.readRows(ownCategories(rows, ownBinShare), { signal })).map(countOf);
  const [largest] = (await db.readRows(largestCategory(), { signal })).map(countOf);
  await db.run(dropCategoryCounts(), { signal });
  const sum = (side: 'e' | 'a') => own.reduce((total, each) => total + each[side], 0);
  const newRows = number('new_rows');
  return {
    grouped: { own, other: { e: number('e') - sum('e'), a: number('a') - newRows - sum('a') }, newRows },
    vocabulary: {
      training: number('training'),
      serving: number('serving'),
      shared: number('shared'),
      newRows,
      lostRows: number('lost_rows'),
    },
    largest:
      largest === undefined
        ? null
        : { category: largest.category, share: largestShareDifference([largest], { e: rows, a: rows }).linf },
    largestCount: number('largest_count'),
    missing: { e: rows - number('e'), a: rows - number('a') },
  };
}

/** The distribution of a feature of categories; `rest` is what its rows told. */
export function storedDrift(
  categories: StoredCategories,
  rest: Pick<CategorySummary, 'active' | 'draws'>,
): DriftFigures | null {
  return categoryDrift({ ...categories, ...rest });
}

function countOf({ v, e, a }: Record<string, Cell>) {
  return { category: String(v), e: Number(e), a: Number(a) };
}
