import type { LogShape } from '../../../shared/slices/profileSchemas';
import { cellAt } from '../../../shared/wire/columns';
import { timesOf } from './chosenRequests';
import type { RequestFacts } from './requestFacts';
import { bucketOf, bucketStarts, timeBuckets } from './timeBuckets';
import { spanOf } from './timeStrip';

const hourMs = 3_600_000;
const mostVersions = 8;
const trafficBuckets = 72;

/** Requests per hour or longer, split by version. */
export async function traffic(facts: RequestFacts, indexes: Uint32Array): Promise<LogShape['traffic']> {
  const times = await timesOf(facts, indexes);
  const versionKey = facts.mainVersion;
  if (typeof times === 'string') return { width: 0, starts: [], versionKey, versions: [], reason: times };
  const { least, most } = spanOf(times)!;
  const buckets = timeBuckets(least, most, trafficBuckets, hourMs);
  const column = versionKey === null ? null : await facts.versions(versionKey);
  const counts = new Map<string | null, number[]>();
  for (const [i, index] of indexes.entries()) {
    if (Number.isNaN(times[i]!)) continue;
    const version = column === null ? null : (cellAt(column, index) as string | null);
    const own = counts.get(version) ?? new Array<number>(buckets.count).fill(0);
    own[bucketOf(buckets, times[i]!)]! += 1;
    counts.set(version, own);
  }
  const versions = [...counts].map(([version, own]) => ({ version, counts: own }));
  versions.sort(
    (a, b) => total(b.counts) - total(a.counts) || String(a.version).localeCompare(String(b.version), 'en'),
  );
  return {
    width: buckets.width,
    starts: bucketStarts(buckets),
    versionKey,
    versions: withRest(versions),
    reason: null,
  };
}

interface Part {
  version: string | null;
  counts: number[];
}

// Rare versions are drawn as one.
function withRest(versions: Part[]): Part[] {
  if (versions.length <= mostVersions) return versions;
  const rest = versions.slice(mostVersions - 1);
  const counts = rest[0]!.counts.map((_, i) => rest.reduce((sum, part) => sum + part.counts[i]!, 0));
  return [...versions.slice(0, mostVersions - 1), { version: `${rest.length} others`, counts }];
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, each) => sum + each, 0);
}
