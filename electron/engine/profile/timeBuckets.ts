const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Widths of buckets, in milliseconds: those that people count in. */
const widths = [
  ...[1, 5, 15, 30].map((n) => n * second),
  ...[1, 5, 15, 30].map((n) => n * minute),
  ...[1, 3, 6, 12].map((n) => n * hour),
  ...[1, 7, 28, 91, 364].map((n) => n * day),
];

/** 1970-01-01 is a Thursday; buckets of whole weeks begin on a Monday. */
const monday = 4 * day;

/** Equal buckets of time: bucket `i` holds times from `from + i * width` (included) to the next (excluded). */
export interface TimeBuckets {
  from: number;
  width: number;
  count: number;
}

/**
 * The narrowest usual width, of at least `atLeast`, with which the times from `least` to `most` take at most `wanted`
 * buckets; begins at a whole width in UTC. Where none is wide enough: whole days that just fit, from the first day on.
 * The same times and number give the same buckets always.
 */
export function timeBuckets(least: number, most: number, wanted: number, atLeast = 0): TimeBuckets {
  for (const width of widths) {
    if (width < atLeast) continue;
    const origin = width % (7 * day) === 0 ? monday : 0;
    const from = Math.floor((least - origin) / width) * width + origin;
    const count = Math.floor((most - from) / width) + 1;
    if (count <= wanted) return { from, width, count };
  }
  const from = Math.floor(least / day) * day;
  const width = Math.ceil((Math.floor((most - from) / day) + 1) / wanted) * day;
  return { from, width, count: Math.floor((most - from) / width) + 1 };
}

/** Which bucket a time falls into. */
export function bucketOf({ from, width }: TimeBuckets, time: number): number {
  return Math.floor((time - from) / width);
}

/** The time at which each bucket begins. */
export function bucketStarts({ from, width, count }: TimeBuckets): number[] {
  return Array.from({ length: count }, (_, i) => from + i * width);
}
