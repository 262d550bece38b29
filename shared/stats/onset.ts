import { wilsonInterval } from './wilson';

/** Units and failed units of each bucket of time, in order; buckets without units may stand between. */
export interface BucketCounts {
  rows: ArrayLike<number>;
  failed: ArrayLike<number>;
}

/**
 * `rate` and `upper` (Wilson) of the reference span; `onset` is the first bucket that differs together with the next
 * non-empty one, `end` the first later one where neither it nor its next does. Null: there is none. `chronic`: the
 * reference itself fails in more than 0.5%.
 */
export interface Onset {
  rate: number;
  upper: number;
  chronic: boolean;
  onset: number | null;
  end: number | null;
}

type Counts = { rows: number; failed: number };

/** The part of the reference span that each bucket is compared with, say the same hour of the day. */
export interface ReferencePhases {
  /** Phase of each bucket. */
  of: ArrayLike<number>;
  /** The reference span by phase; one without rows is replaced by the whole span. */
  reference: readonly Counts[];
}

/**
 * When failures begin (definitions D1): a bucket differs if its Wilson lower bound > upper bound of the reference +
 * max(0.005, 0.25 × rate of the reference). With `phases` each bucket has the reference of its own phase; `rate` and
 * `upper` stay those of the whole span. Null without units in the reference.
 */
export function findOnset(buckets: BucketCounts, reference: Counts, phases?: ReferencePhases): Onset | null {
  const bounds = wilsonInterval(reference.failed, reference.rows);
  if (bounds === null) return null;
  const rate = reference.failed / reference.rows;
  const whole = limitOf(reference);
  const limits = phases?.reference.map((each) => (each.rows > 0 ? limitOf(each) : whole));
  const filled: { at: number; differs: boolean }[] = [];
  for (let at = 0; at < buckets.rows.length; at++) {
    const found = wilsonInterval(buckets.failed[at]!, buckets.rows[at]!);
    if (found) filled.push({ at, differs: found.lo > (limits?.[phases!.of[at]!] ?? whole) });
  }
  const pair = (i: number, differs: boolean) =>
    i + 1 < filled.length && filled[i]!.differs === differs && filled[i + 1]!.differs === differs;
  const start = filled.findIndex((_, i) => pair(i, true));
  const stop = start < 0 ? -1 : filled.findIndex((_, i) => i > start && pair(i, false));
  return {
    rate,
    upper: bounds.hi,
    chronic: bounds.hi > 0.005,
    onset: start < 0 ? null : filled[start]!.at,
    end: stop < 0 ? null : filled[stop]!.at,
  };
}

function limitOf({ rows, failed }: Counts): number {
  return wilsonInterval(failed, rows)!.hi + Math.max(0.005, 0.25 * (failed / rows));
}

/** The reference span where the case declares none: the first fifth of the buckets, at least one. */
export function firstFifth({ rows, failed }: BucketCounts): Counts {
  const span = Math.max(1, Math.floor(rows.length / 5));
  const sum = { rows: 0, failed: 0 };
  for (let at = 0; at < Math.min(span, rows.length); at++) {
    sum.rows += rows[at]!;
    sum.failed += failed[at]!;
  }
  return sum;
}
