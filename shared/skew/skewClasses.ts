/**
 * What a logged value s and a recomputed value t of one row are to each other (definitions D1): the first that applies
 * in the order `both_missing`, `default_vs_missing`, `serve_missing` or `train_missing`, `type_clash`,
 * `default_vs_value`, `value_mismatch`, `match`.
 */
export const skewClasses = [
  'match',
  'both_missing',
  'default_vs_missing',
  'serve_missing',
  'train_missing',
  'type_clash',
  'default_vs_value',
  'value_mismatch',
] as const;

export type SkewClass = (typeof skewClasses)[number];
export type SkewCounts = Record<SkewClass, number>;

/** Position of each class in `skewClasses`: what stands for it in typed arrays. */
export const classCodes = Object.fromEntries(skewClasses.map((name, code) => [name, code])) as Record<
  SkewClass,
  number
>;

/** Whether rows of this class count as a mismatch. */
export function isMismatch(code: number): boolean {
  return code !== classCodes.match && code !== classCodes.both_missing;
}

/** Counts by code as an object of all classes. */
export function countsOf(byCode: ArrayLike<number>): SkewCounts {
  return Object.fromEntries(skewClasses.map((name, code) => [name, byCode[code] ?? 0])) as SkewCounts;
}
