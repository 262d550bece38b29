import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import type { RequestSet } from '../compare/requestSet';
import type { RequestFacts } from './requestFacts';
import { bucketOf, bucketStarts, timeBuckets } from './timeBuckets';

/**
 * Requests per bucket of time, all and selected, with when each version was served and what was changed. `column` is how
 * a predicate names the time.
 */
export async function timeStrip(
  facts: RequestFacts,
  { set, wanted, column }: { set: RequestSet; wanted: number; column: string | null },
): Promise<TimeStrip> {
  const times = await facts.times();
  const changes = await facts.changes();
  const span = times && spanOf(times);
  if (!times || !span) {
    const reason = times ? 'no request has a time' : 'the log has no time column';
    return { width: 0, starts: [], total: [], selected: [], untimed: set.total, versions: [], changes, column, reason };
  }
  const buckets = timeBuckets(span.least, span.most, wanted);
  const total = new Array<number>(buckets.count).fill(0);
  let untimed = 0;
  for (const time of times) {
    if (Number.isNaN(time)) untimed += 1;
    else total[bucketOf(buckets, time)]! += 1;
  }
  return {
    width: buckets.width,
    starts: bucketStarts(buckets),
    total,
    selected: set.indexes === null ? [...total] : countSelected(times, set.indexes, buckets),
    untimed,
    versions: await facts.versionSpans(),
    changes,
    column,
    reason: null,
  };
}

function countSelected(times: Float64Array, indexes: Uint32Array, buckets: ReturnType<typeof timeBuckets>): number[] {
  const selected = new Array<number>(buckets.count).fill(0);
  for (const index of indexes) {
    const time = times[index]!;
    if (!Number.isNaN(time)) selected[bucketOf(buckets, time)]! += 1;
  }
  return selected;
}

/** The first and last time; null when there is none. */
export function spanOf(times: Float64Array): { least: number; most: number } | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time < least) least = time;
    if (time > most) most = time;
  }
  return least <= most ? { least, most } : null;
}
