import { NeumaierAccumulator, neumaierSum } from '../stats/neumaier';

/** Columns of per-request values mark null as NaN; only whole results use null. */
export interface MeanSummary {
  mean: number | null;
  /** Requests (or users) with a value. */
  used: number;
  /** Requests whose value is null. */
  nulls: number;
}

/** A column of per-request values, null as NaN. */
export function toColumn(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN);
}

/** `by=query`: unweighted mean over the non-null requests, a Neumaier sum in request order. */
export function meanByQuery(values: Float64Array): MeanSummary {
  const present = values.filter((value) => !Number.isNaN(value));
  return summary(neumaierSum(present), present.length, present.length, values.length);
}

/** `by=user`: mean of the per-user means, over users with a value. `userOf` holds codes 0..userCount-1; `used` counts users. */
export function meanByUser(values: Float64Array, userOf: ArrayLike<number>, userCount: number): MeanSummary {
  const groups = meansByGroup(values, userOf, userCount);
  const means = groups.flatMap((group) => (group.mean === null ? [] : [group.mean]));
  const nulls = groups.reduce((sum, group) => sum + group.nulls, 0);
  return { mean: means.length === 0 ? null : neumaierSum(means) / means.length, used: means.length, nulls };
}

/** `by=surface`: one summary for each group code 0..groupCount-1. */
export function meansByGroup(values: Float64Array, groupOf: ArrayLike<number>, groupCount: number): MeanSummary[] {
  const groups = Array.from({ length: groupCount }, () => ({ sum: new NeumaierAccumulator(), used: 0, nulls: 0 }));
  for (let i = 0; i < values.length; i++) {
    const group = groups[groupOf[i]!]!;
    if (Number.isNaN(values[i]!)) group.nulls++;
    else {
      group.sum.add(values[i]!);
      group.used++;
    }
  }
  return groups.map(({ sum, used, nulls }) => summary(sum.total, used, used, used + nulls));
}

/** Σ w·m / Σ w over the non-null requests, with the effective sample size of their weights. */
export function weightedMean(values: Float64Array, weights: ArrayLike<number>): MeanSummary & { ess: number | null } {
  const products = new NeumaierAccumulator();
  const total = new NeumaierAccumulator();
  const squares = new NeumaierAccumulator();
  let used = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!)) continue;
    const weight = weights[i]!;
    products.add(weight * values[i]!);
    total.add(weight);
    squares.add(weight * weight);
    used++;
  }
  const ess = squares.total > 0 ? total.total ** 2 / squares.total : null;
  return { ...summary(products.total, total.total, used, values.length), ess };
}

/** Skill against random order: (M - M_random)/(1 - M_random). Null without both, or when random order is perfect. */
export function skill(value: number | null, random: number | null): number | null {
  return value === null || random === null || random === 1 ? null : (value - random) / (1 - random);
}

function summary(sum: number, divisor: number, used: number, length: number): MeanSummary {
  return { mean: divisor === 0 ? null : sum / divisor, used, nulls: length - used };
}
