import type { RowUnits } from '../../../shared/estimators/rowUnits';
import { integersOf } from '../compare/columns';
import type { Connection } from '../db/connection';
import { firstOfUser } from '../sql/policy/policyUnits';
import type { PolicyOptions } from './policyOptions';
import type { PolicySource } from './policySource';

/** What is resampled, and the name of it. */
export interface PolicyUnits extends RowUnits {
  unit: 'request' | 'user';
}

/** Users where they are asked for or repeat, else requests; `requests` is the request of every used row, ascending. */
export async function policyUnits(
  db: Connection,
  { hasUsers }: PolicySource,
  requests: Int32Array,
  unit: NonNullable<PolicyOptions['unit']>,
  signal?: AbortSignal,
): Promise<PolicyUnits> {
  const byRequest = { unit: 'request' as const, ...denseUnits(requests) };
  if (unit === 'request' || !hasUsers) return byRequest;
  const first = integersOf(await db.read(firstOfUser(), { signal }), 'first');
  const byUser = denseUnits(requests.map((request) => first[request]!));
  return unit === 'auto' && byUser.count === byRequest.count ? byRequest : { unit: 'user', ...byUser };
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
