import { NeumaierAccumulator, neumaierSum } from '../stats/neumaier';

/** Columns of per-request values mark null as NaN; only whole results use null. */
export interface MeanSummary {
  mean: number | null;
  /** Requests (or users) with a value. */
  used: number;
  /** Requests whose value is null. */
  nulls: number;
  /** Used requests (or users) with a relevant item; null when the caller does not tell. */
  withPositive: number | null;
}

/** A column of per-request values, null as NaN. */
export function toColumn(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

/**
 * `by=query`: unweighted mean over the non-null requests, a Neumaier sum in request order. `positives[i]` > 0 says that
 * request i has a relevant item (`relevantCount`).
 */
export function meanByQuery(values: Float64Array, positives?: ArrayLike<number>): MeanSummary {
  return meansByGroup(values, new Uint8Array(values.length), 1, positives)[0]!;
}

/** `by=user`: mean of the per-user means, over users with a value. `userOf` holds codes 0..userCount-1. */
export function meanByUser(
  values: Float64Array,
  userOf: ArrayLike<number>,
  userCount: number,
  positives?: ArrayLike<number>,
): MeanSummary {
  const users = meansByGroup(values, userOf, userCount, positives);
  const means = users.flatMap((user) => (user.mean === null ? [] : [user.mean]));
  return {
    mean: means.length === 0 ? null : neumaierSum(means) / means.length,
    used: means.length,
    nulls: users.reduce((sum, user) => sum + user.nulls, 0),
    withPositive: positives === undefined ? null : users.filter((user) => user.withPositive! > 0).length,
  };
}

/** `by=surface`: one summary for each group code 0..groupCount-1. */
export function meansByGroup(
  values: Float64Array,
  groupOf: ArrayLike<number>,
  groupCount: number,
  positives?: ArrayLike<number>,
): MeanSummary[] {
  const groups = Array.from({ length: groupCount }, () => ({
    sum: new NeumaierAccumulator(),
    used: 0,
    nulls: 0,
    positive: 0,
  }));
  for (let i = 0; i < values.length; i++) {
    const group = groups[groupOf[i]!]!;
    if (Number.isNaN(values[i]!)) {
      group.nulls++;
      continue;
    }
    group.sum.add(values[i]!);
    group.used++;
    if (positives !== undefined && positives[i]! > 0) group.positive++;
  }
  return groups.map(({ sum, used, nulls, positive }) => ({
    mean: used === 0 ? null : sum.total / used,
    used,
    nulls,
    withPositive: positives === undefined ? null : positive,
  }));
}

/** Σ w·m / Σ w over the non-null requests, with the effective sample size (Σw)²/Σw² of their weights. */
export function weightedMean(
  values: Float64Array,
  weights: ArrayLike<number>,
  positives?: ArrayLike<number>,
): MeanSummary & { ess: number | null } {
  const products = new NeumaierAccumulator();
  const total = new NeumaierAccumulator();
  const squares = new NeumaierAccumulator();
  const counts = meanByQuery(values, positives);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const weight = weights[i]!;
    products.add(weight * values[i]!);
    total.add(weight);
    squares.add(weight * weight);
  }
  const mean = total.total > 0 ? products.total / total.total : null;
  return { ...counts, mean, ess: squares.total > 0 ? total.total ** 2 / squares.total : null };
}

/** Skill against random order: (M - M_random)/(1 - M_random). Null without both, or when random order is perfect. */
export function skill(value: number | null, random: number | null): number | null {
  return value === null || random === null || random === 1 ? null : (value - random) / (1 - random);
}
