import type { LogShape } from '../../../shared/slices/profileSchemas';
import { cellAt, tableToRows } from '../../../shared/wire/columns';
import type { ContestSource } from '../compare/contestSource';
import { type RequestSet, sizeOf } from '../compare/requestSet';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { nullCounts } from '../sql/profile/tableColumn';
import { integerCounts } from './integerCounts';
import type { RequestFacts } from './requestFacts';
import { bucketOf, bucketStarts, timeBuckets } from './timeBuckets';
import { spanOf } from './timeStrip';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mostVersions = 8;
const trafficBuckets = 72;

/** Everything that the six plots are drawn from. */
export interface ShapeInput {
  session: Session;
  source: ContestSource;
  slices: SessionSlices;
  facts: RequestFacts;
  slice: string | null;
  signal?: AbortSignal;
}

/** The shape of the log over the requests that a slice selects; missing values are counted in its rows. */
export async function logShape(input: ShapeInput): Promise<LogShape> {
  const { facts, slices, source, slice, signal } = input;
  const set = await slices.select(slice, signal);
  const indexes = set.indexes ?? Uint32Array.from({ length: set.total }, (_, i) => i);
  const lengths = await facts.lengths();
  return {
    requests: sizeOf(set),
    rows: set.rows,
    traffic: await traffic(facts, indexes),
    users: await users(facts, indexes),
    listLength: integerCounts(taken(lengths, indexes)),
    positives: await positives(source, facts, indexes),
    nulls: await nulls(input, set),
    maturity: await maturity(source, facts, indexes),
  };
}

function* taken(values: Int32Array, indexes: Uint32Array): Generator<number> {
  for (const index of indexes) yield values[index]!;
}

async function timesOf(facts: RequestFacts, indexes: Uint32Array): Promise<Float64Array | string> {
  const times = await facts.times();
  if (!times) return 'the log has no time column';
  const own = Float64Array.from(indexes, (index) => times[index]!);
  return spanOf(own) ? own : 'no selected request has a time';
}

async function traffic(facts: RequestFacts, indexes: Uint32Array): Promise<LogShape['traffic']> {
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

async function users(facts: RequestFacts, indexes: Uint32Array): Promise<LogShape['users']> {
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

async function positives(
  { defaultLabel }: ContestSource,
  facts: RequestFacts,
  indexes: Uint32Array,
): Promise<LogShape['positives']> {
  if (defaultLabel === null) return { label: null, perList: null, reason: 'the case has no label' };
  const counts = await facts.positives(defaultLabel);
  return { label: defaultLabel, perList: integerCounts(taken(counts, indexes)), reason: null };
}

async function nulls({ session, slices, slice, signal }: ShapeInput, set: RequestSet): Promise<LogShape['nulls']> {
  const { columns } = await slices.scope();
  const own = columns.filter(
    ({ source, offered, about }) => offered && source.from === 'impressions' && about !== 'label',
  );
  if (own.length === 0) return [];
  const within = slice?.trim() ? await slices.bind(slice) : null;
  const names = own.map(({ source }) => source.column);
  const table = await slices.runOn(
    within,
    (bound, predicate) => nullCounts(names, { table: 'impressions', key: 'row_id', columns: bound, predicate }),
    signal,
  );
  const [row] = tableToRows(table);
  const rows = within === null ? session.meta.counts.rows : set.rows;
  return own.map(({ column }, i) => {
    const count = Number(row?.[`n${i}`] ?? 0);
    return { column, nulls: count, share: rows === 0 ? 0 : count / rows };
  });
}

async function maturity(
  { matureUntil }: ContestSource,
  facts: RequestFacts,
  indexes: Uint32Array,
): Promise<LogShape['maturity']> {
  const times = await timesOf(facts, indexes);
  return [...matureUntil].map(([label, until]) => {
    if (until === null || typeof times === 'string') return { label, until, mature: null, immature: null };
    const end = Date.parse(until);
    const timed = times.filter((time) => !Number.isNaN(time));
    const mature = timed.filter((time) => time < end).length;
    return { label, until, mature, immature: timed.length - mature };
  });
}
