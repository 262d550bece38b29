import { mean, sampleSd } from '../stats/moments';

/** One number a group. */
export interface MeanAbsolute {
  mean: Float64Array;
  /** Sample standard deviation of |value| over rows / sqrt(rows); null below two rows. */
  se: Float64Array | null;
}

/**
 * Mean |value| of each group over rows: global importance of Shapley values (Lundberg et al. 2020), with the standard
 * error of a mean over rows drawn at random. `rows` holds one array of `groups` values a row, at least one.
 */
export function meanAbsolute(rows: readonly Float64Array[], groups: number): MeanAbsolute {
  const means = new Float64Array(groups);
  const errors = rows.length > 1 ? new Float64Array(groups) : null;
  for (let group = 0; group < groups; group++) {
    const sizes = Float64Array.from(rows, (values) => Math.abs(values[group]!));
    means[group] = mean(sizes)!;
    if (errors) errors[group] = sampleSd(sizes)! / Math.sqrt(rows.length);
  }
  return { mean: means, se: errors };
}
