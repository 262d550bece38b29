import type { LogShape } from '../../../shared/slices/profileSchemas';
import { taken, timesOf } from './chosenRequests';
import { integerCounts } from './integerCounts';
import type { RequestFacts } from './requestFacts';
import { bucketOf, bucketStarts, timeBuckets } from './timeBuckets';
import { spanOf } from './timeStrip';

const dayMs = 86_400_000;

/** Distinct users, per day, and how many requests each has. */
export async function users(facts: RequestFacts, indexes: Uint32Array): Promise<LogShape['users']> {
  const codes = await facts.users();
  if (!codes) {
    return {
      users: 0,
      without: indexes.length,
      days: null,
      requestsPerUser: null,
      reason: 'the log has no user column',
    };
  }
  const perUser = new Map<number, number>();
  let without = 0;
  for (const code of taken(codes, indexes)) {
    if (code === 0) without += 1;
    else perUser.set(code, (perUser.get(code) ?? 0) + 1);
  }
  const times = await timesOf(facts, indexes);
  const days = typeof times === 'string' ? null : usersPerDay(codes, indexes, times);
  return { users: perUser.size, without, days, requestsPerUser: integerCounts(perUser.values()), reason: null };
}

function usersPerDay(codes: Int32Array, indexes: Uint32Array, times: Float64Array) {
  const { least, most } = spanOf(times)!;
  const buckets = timeBuckets(least, most, 400, dayMs);
  const seen = Array.from({ length: buckets.count }, () => new Set<number>());
  for (const [i, index] of indexes.entries()) {
    const code = codes[index]!;
    if (code !== 0 && !Number.isNaN(times[i]!)) seen[bucketOf(buckets, times[i]!)]!.add(code);
  }
  return { starts: bucketStarts(buckets), counts: seen.map((each) => each.size) };
}
