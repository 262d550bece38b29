import type { RowUnits } from '../../../shared/estimators/rowUnits';
import { integersOf } from '../compare/columns';
import { firstOfUser } from '../sql/policy/policyUnits';
import type { PolicyOptions } from './policyOptions';
import type { PolicySource } from './policySource';
import type { UsedRows } from './usedRows';

/** What is resampled, and the name of it. */
export interface PolicyUnits extends RowUnits {
  unit: 'request' | 'user';
}

/** By request the first one of its user; null where requests are resampled whatever users do. */
export async function firstRequests(
  { db, requests, hasUsers }: PolicySource,
  unit: NonNullable<PolicyOptions['unit']>,
  signal?: AbortSignal,
): Promise<Int32Array | null> {
  if (unit === 'request' || !hasUsers) return null;
  const table = await db.read(firstOfUser(), { signal });
  const [indexes, first] = [integersOf(table, 'request_index'), integersOf(table, 'first')];
  const byRequest = new Int32Array(requests);
  for (let i = 0; i < indexes.length; i++) byRequest[indexes[i]!] = first[i]!;
  return byRequest;
}

/** Users where they are asked for or repeat, else requests. */
export function policyUnits(
  { requests, lists }: Pick<UsedRows, 'requests' | 'lists'>,
  firstOfUser: Int32Array | null,
  unit: NonNullable<PolicyOptions['unit']>,
): PolicyUnits {
  const ofRequests = lists ? denseUnits(requests) : { codes: null, count: requests.length };
  const byRequest = { unit: 'request' as const, ...ofRequests };
  if (firstOfUser === null) return byRequest;
  const byUser = denseUnits(requests.map((request) => firstOfUser[request]!));
  return unit === 'auto' && byUser.count === byRequest.count ? byRequest : { unit: 'user', ...byUser };
}

/**
 * The units with rows in their order, so that sums by unit run through memory once: the rows of users lie all over the log, and
 * going back and forth between them takes most of the time of long logs.
 */
export function rowsByUnit(rows: UsedRows, units: PolicyUnits): PolicyUnits {
  if (units.unit === 'request' || units.codes === null) return units;
  const { order, codes } = stableOrder(units.codes, units.count);
  rows.reorder(order);
  return { ...units, codes };
}

/** The rows of each code after those of smaller ones, in their own order (counting sort), and the codes in that order. */
function stableOrder(codes: Int32Array, count: number): { order: Uint32Array; codes: Int32Array } {
  const next = new Uint32Array(count + 1);
  for (const code of codes) next[code + 1]! += 1;
  for (let code = 0; code < count; code++) next[code + 1]! += next[code]!;
  const order = new Uint32Array(codes.length);
  const sorted = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const place = next[codes[i]!]!++;
    order[place] = i;
    sorted[place] = codes[i]!;
  }
  return { order, codes: sorted };
}

/** Keys renumbered from 0 by first appearance; no codes where every row has a key of its own. */
export function denseUnits(keys: Int32Array): RowUnits {
  const largest = keys.reduce((most, key) => Math.max(most, key), -1);
  const dense = new Int32Array(largest + 1).fill(-1);
  const codes = new Int32Array(keys.length);
  let count = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (dense[key] === -1) dense[key] = count++;
    codes[i] = dense[key]!;
  }
  return { codes: count === keys.length ? null : codes, count };
}
