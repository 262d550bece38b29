/** What a logged propensity is good for. */
export type PropensityKind = 'usable' | 'missing' | 'zero' | 'aboveOne';

/**
 * π0 must lie in (0, 1]: NaN is `missing`, 0 and below `zero`, above 1 no probability. Rows of other kinds than `usable`
 * are left out and counted (definitions.md C5, range).
 */
export function propensityKind(propensity: number): PropensityKind {
  if (Number.isNaN(propensity)) return 'missing';
  if (propensity <= 0) return 'zero';
  return propensity > 1 ? 'aboveOne' : 'usable';
}

/** Weights of the usable rows, which rows they are, and how many are of each kind. */
export interface ImportanceWeights {
  weights: Float64Array;
  /** Index of each weight's row. */
  rows: Uint32Array;
  counts: Record<PropensityKind, number>;
}

/** w = π_e(a|x)/π0(a|x) of every row whose propensity is usable. NaN marks a missing propensity. */
export function importanceWeights(target: ArrayLike<number>, logged: ArrayLike<number>): ImportanceWeights {
  const counts: ImportanceWeights['counts'] = { usable: 0, missing: 0, zero: 0, aboveOne: 0 };
  const rows: number[] = [];
  for (let i = 0; i < logged.length; i++) {
    const kind = propensityKind(logged[i]!);
    counts[kind] += 1;
    if (kind === 'usable') rows.push(i);
  }
  return {
    weights: Float64Array.from(rows, (i) => target[i]! / logged[i]!),
    rows: Uint32Array.from(rows),
    counts,
  };
}
