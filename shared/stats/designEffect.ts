/** Rows of groups (requests) in one bucket: their number, those that failed, and sums over its groups of n rows, y failed. */
export interface GroupedFailures {
  rows: number;
  failed: number;
  /** Σ n², Σ y², Σ n y. */
  rowsSquared: number;
  failedSquared: number;
  products: number;
}

/**
 * How many rows count as one because they fail together (Rao and Scott 1992): Σ (y - p n)² over the groups, p the rate
 * of their own bucket, against what independent rows would give, Σ p (1 - p) n. At least 1; 1 where nothing or
 * everything fails. Counts divided by it are those of independent rows.
 */
export function designEffect(buckets: readonly GroupedFailures[]): number {
  let [found, expected] = [0, 0];
  for (const { rows, failed, rowsSquared, failedSquared, products } of buckets) {
    if (rows === 0) continue;
    const rate = failed / rows;
    found += failedSquared - 2 * rate * products + rate * rate * rowsSquared;
    expected += rate * (1 - rate) * rows;
  }
  const effect = expected > 0 ? found / expected : 1;
  // Groups of one row give 1 but for rounding, which must not take a row away.
  return effect > 1 + 1e-9 ? effect : 1;
}
