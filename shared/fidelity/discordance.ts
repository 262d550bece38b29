/** One request's scores by one source, each with its tolerance. */
export interface ScoredList {
  scores: Float64Array;
  tolerances: Float64Array;
}

/** Up to here looking at every pair is faster than sorting. */
const shortList = 48;

/**
 * True when some pair of rows is ordered one way by `a` and the other way by `b`, both times by more than the two
 * rows' tolerances together, so that ties agree with anything: the intervals `score ± tolerance` of `a` lie apart one
 * way and those of `b` the other way.
 */
export function hasDiscordantPair(a: ScoredList, b: ScoredList): boolean {
  return a.scores.length <= shortList ? pairsDisagree(a, b) : sweepDisagrees(a, b);
}

/** Looks at every pair. */
export function pairsDisagree(a: ScoredList, b: ScoredList): boolean {
  const n = a.scores.length;
  for (let i = 0; i < n; i++) {
    const low = a.scores[i]! - a.tolerances[i]!;
    const high = b.scores[i]! + b.tolerances[i]!;
    for (let j = 0; j < n; j++) {
      if (a.scores[j]! + a.tolerances[j]! < low && b.scores[j]! - b.tolerances[j]! > high) return true;
    }
  }
  return false;
}

/** The same in n log n: rows by rising score of `a`, with the highest score of `b` among those surely below. */
export function sweepDisagrees(a: ScoredList, b: ScoredList): boolean {
  const n = a.scores.length;
  const byLow = rowsSortedBy(n, (row) => a.scores[row]! - a.tolerances[row]!);
  const byHigh = rowsSortedBy(n, (row) => a.scores[row]! + a.tolerances[row]!);
  let below = 0;
  let highestBelow = Number.NEGATIVE_INFINITY;
  for (const row of byLow) {
    const low = a.scores[row]! - a.tolerances[row]!;
    while (below < n && a.scores[byHigh[below]!]! + a.tolerances[byHigh[below]!]! < low) {
      const other = byHigh[below++]!;
      highestBelow = Math.max(highestBelow, b.scores[other]! - b.tolerances[other]!);
    }
    if (highestBelow > b.scores[row]! + b.tolerances[row]!) return true;
  }
  return false;
}

function rowsSortedBy(n: number, key: (row: number) => number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, row) => row).sort((x, y) => key(x) - key(y));
}

/**
 * The tolerance of A14 for each row of one request, `max(1e-4 * size, 1e-4 * sd, 1e-6)`: `size` is |score| (or the
 * larger of two scores that are compared), `sd` the sample deviation of the request's scores, 0 for a single row.
 */
export function tolerance(size: number, sd: number): number {
  return Math.max(1e-4 * size, 1e-4 * sd, 1e-6);
}

/** Sample deviation (divisor n - 1); 0 for fewer than two values. */
export function sampleDeviation(values: Float64Array): number {
  if (values.length < 2) return 0;
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}
