import { mean, populationSd } from '../stats/moments';

/**
 * What is done to each objective's predictions before they are weighted (definitions.md H1): nothing (calibrated
 * probabilities), the range of the list to [0, 1], z scores of the list (population sd), or the share of training
 * predictions at or below. The two of the list make an item's value depend on its neighbors: such values are never
 * compared across lists.
 */
export const normalizations = ['none', 'minmax_list', 'zscore_list', 'quantile_global'] as const;

export type Normalization = (typeof normalizations)[number];

/** Those that need nothing but the list. */
export const listNormalizations = ['none', 'minmax_list', 'zscore_list'] as const;

export type ListNormalization = (typeof listNormalizations)[number];

/** What is left to do with the list where quantiles stand in for the predictions already: nothing. */
export function listNormalization(normalization: Normalization): ListNormalization {
  return normalization === 'quantile_global' ? 'none' : normalization;
}

/** Whether an item's value depends on the other items of its list. */
export function isOfList(normalization: Normalization): boolean {
  return normalization === 'minmax_list' || normalization === 'zscore_list';
}

/**
 * One objective's predictions of one list, normalized by that list. Missing predictions (NaN) stay missing and do not
 * count; where all others are equal they become 0. A list whose spread is beyond double precision has no values.
 */
export function normalizeList(predictions: ArrayLike<number>, normalization: ListNormalization): Float64Array {
  const all = Float64Array.from(predictions);
  if (normalization === 'none') return all;
  const present = all.filter((p) => !Number.isNaN(p));
  if (present.length === 0) return all;
  const [low, high] = [present.reduce((a, b) => Math.min(a, b)), present.reduce((a, b) => Math.max(a, b))];
  const [center, scale] =
    normalization === 'minmax_list' ? [low, high - low] : [mean(present)!, populationSd(present)!];
  const constant = low === high || scale === 0;
  if (!constant && !Number.isFinite(scale)) return all.fill(Number.NaN);
  return all.map((p) => (constant && !Number.isNaN(p) ? 0 : (p - center) / scale));
}

/**
 * `quantile_global`: the share of training predictions that are at most p; `training` is sorted ascending and not
 * empty. Missing predictions (NaN) stay missing.
 */
export function quantileGlobal(predictions: ArrayLike<number>, training: ArrayLike<number>): Float64Array {
  return Float64Array.from(predictions, (p) => (Number.isNaN(p) ? p : countUpTo(training, p) / training.length));
}

function countUpTo(sorted: ArrayLike<number>, value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (sorted[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
