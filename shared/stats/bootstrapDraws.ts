import type { RandomSource } from './random';
import type { UnitSums } from './units';

/**
 * Σ sums / Σ counts of each vector in each of `draws` resamples with replacement, the same resample for all vectors: one
 * Float64Array of length `draws` a vector, NaN where a resample has no value. All vectors have the same units in the
 * same order (a unit may have count 0 in some). Each resample takes n integers `next(n)`, in unit order.
 */
export function bootstrapDraws(vectors: readonly UnitSums[], draws: number, random: RandomSource): Float64Array[] {
  const n = vectors[0]?.sums.length ?? 0;
  const results = vectors.map(() => new Float64Array(draws));
  const times = new Float64Array(n);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let i = 0; i < n; i++) {
      const unit = random.next(n);
      times[unit] = times[unit]! + 1;
    }
    writeRatios(vectors, times, results, draw);
  }
  return results;
}

/** Whether all n^n resamples are few enough (<= 20,000) to be listed instead of drawn. */
export function canEnumerate(n: number): boolean {
  return n >= 1 && n ** n <= 20_000;
}

/** The ratios of all n^n resamples, in the form of `bootstrapDraws`. */
export function allResamples(vectors: readonly UnitSums[]): Float64Array[] {
  const n = vectors[0]?.sums.length ?? 0;
  const total = n ** n;
  const results = vectors.map(() => new Float64Array(total));
  const times = new Float64Array(n);
  for (let code = 0; code < total; code++) {
    times.fill(0);
    for (let digit = 0, rest = code; digit < n; digit++, rest = Math.floor(rest / n)) {
      times[rest % n] = times[rest % n]! + 1;
    }
    writeRatios(vectors, times, results, code);
  }
  return results;
}

function writeRatios(vectors: readonly UnitSums[], times: Float64Array, results: Float64Array[], at: number): void {
  // Vectors often share one array of counts: its sum is then computed once a resample.
  let lastCounts: Float64Array | null = null;
  let lastTotal = 0;
  for (let v = 0; v < vectors.length; v++) {
    const { sums, counts } = vectors[v]!;
    if (counts !== lastCounts) {
      lastCounts = counts;
      lastTotal = dot(counts, times);
    }
    results[v]![at] = lastTotal > 0 ? dot(sums, times) / lastTotal : Number.NaN;
  }
}

/** Four running sums let the processor overlap the additions. */
function dot(a: Float64Array, b: Float64Array): number {
  const n = a.length;
  const whole = n - (n % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < n; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
