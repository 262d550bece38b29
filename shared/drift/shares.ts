/** Counts of bins as shares of their sum; null when the sum is not positive. */
export function sharesOf(counts: ArrayLike<number>): Float64Array | null {
  let total = 0;
  for (let i = 0; i < counts.length; i++) total += counts[i]!;
  return total > 0 ? Float64Array.from(counts, (count) => count / total) : null;
}
