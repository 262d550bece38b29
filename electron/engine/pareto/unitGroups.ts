import { dealUnits, maxResampledUnits } from '../../../shared/stats/groupUnits';
import { halfOfBytes } from '../../../shared/stats/hashHalf';
import { seededRandom } from '../../../shared/stats/random';
import { columnOf } from '../../../shared/wire/columns';
import type { ContestSource } from '../compare/contestSource';
import { contestUnits } from '../compare/contestUnits';
import type { Estimand } from '../compare/estimate';
import type { RequestSet } from '../compare/requestSet';
import { halvingIds } from '../sql/compare/requestFacts';

/**
 * Where the numbers of a request are added: to its unit, or to a group of units where there are more than resampling
 * takes. A half's groups follow each other: half h has `ends[h - 1]` to `ends[h]`.
 */
export interface UnitGroups {
  /** By request of the log; -1 = outside the set. */
  groupOf: Int32Array;
  count: number;
  ends: number[];
  /** Units of each half, before they were grouped. */
  units: number[];
  /** Requests of each half. */
  requests: number[];
  unit: string;
  by: Estimand;
  /** Sampling weights by request of the log; null where all count the same. */
  weights: Float64Array | null;
}

export interface GroupOptions {
  /** Two halves of the users, or one whole. */
  halves: boolean;
  seed: number;
  signal?: AbortSignal;
}

/** The units of the set, in one half or two. Users are halved by a hash of their id, whatever is resampled. */
export async function unitGroups(source: ContestSource, set: RequestSet, options: GroupOptions): Promise<UnitGroups> {
  const by: Estimand = source.metrics.by === 'user' && source.hasUsers ? 'user' : 'query';
  const asked = by === 'user' ? { ...source, metrics: { ...source.metrics, unit: 'user' } } : source;
  const units = await contestUnits(asked, set, options.signal);
  const halfOf = options.halves ? await requestHalves(source, options.signal) : null;
  const requestAt = (i: number) => (set.indexes === null ? i : set.indexes[i]!);
  const size = set.indexes?.length ?? set.total;
  const unitHalf = new Uint8Array(units.count);
  const requests = options.halves ? [0, 0] : [0];
  for (let i = 0; i < size; i++) {
    const half = halfOf?.[requestAt(i)] ?? 0;
    unitHalf[units.codes === null ? i : units.codes[i]!] = half;
    requests[half]! += 1;
  }
  const dealt = dealHalves(unitHalf, requests.length, by, options.seed);
  const groupOf = new Int32Array(set.total).fill(-1);
  for (let i = 0; i < size; i++) groupOf[requestAt(i)] = dealt.groupOf[units.codes === null ? i : units.codes[i]!]!;
  const weights = units.weights === null ? null : await source.data.requestWeights();
  return { ...dealt, groupOf, requests, unit: units.name, by, weights };
}

/** Two halves of the users, or one whole where a half would hold less than two units. */
export async function halvedGroups(source: ContestSource, set: RequestSet, options: Omit<GroupOptions, 'halves'>) {
  const groups = await unitGroups(source, set, { ...options, halves: true });
  return groups.units.every((units) => units > 1) ? groups : unitGroups(source, set, { ...options, halves: false });
}

/** The half of every request of the log. */
async function requestHalves(source: ContestSource, signal?: AbortSignal): Promise<Uint8Array> {
  const ids = columnOf(await source.data.db.read(halvingIds(source.hasUsers), { signal }), 'id');
  if (ids.type === 'dict') {
    const { codes, offsets, bytes } = ids;
    const known = Uint8Array.from({ length: offsets.length - 1 }, (_, code) => halfAt(offsets, bytes, code));
    return Uint8Array.from(codes, (code) => known[code]!);
  }
  if (ids.type !== 'utf8') throw new Error('ids are text');
  const { offsets, bytes } = ids;
  return Uint8Array.from({ length: offsets.length - 1 }, (_, request) => halfAt(offsets, bytes, request));
}

function halfAt(offsets: Uint32Array, bytes: Uint8Array, at: number): 0 | 1 {
  return halfOfBytes(bytes.subarray(offsets[at]!, offsets[at + 1]!));
}

/** Means over users need each user's own sums, so those are never grouped. */
function dealHalves(unitHalf: Uint8Array, halves: number, by: Estimand, seed: number) {
  const groupOf = new Int32Array(unitHalf.length);
  const ends: number[] = [];
  const units: number[] = [];
  for (let half = 0; half < halves; half++) {
    const members = Int32Array.from(unitHalf.keys()).filter((unit) => unitHalf[unit] === half);
    const start = ends.at(-1) ?? 0;
    const isGrouped = by === 'query' && members.length > maxResampledUnits;
    const dealt = isGrouped ? dealUnits(members.length, maxResampledUnits, seededRandom(seed + half)) : null;
    members.forEach((unit, i) => {
      groupOf[unit] = start + (dealt?.[i] ?? i);
    });
    units.push(members.length);
    ends.push(start + (isGrouped ? maxResampledUnits : members.length));
  }
  return { groupOf, count: ends.at(-1) ?? 0, ends, units };
}
