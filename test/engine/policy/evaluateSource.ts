import { onTestFinished } from 'vitest';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import type { PolicyOptions } from '../../../electron/engine/policy/policyOptions';
import type { PolicyResult } from '../../../electron/engine/policy/policyResult';
import type { PolicySource } from '../../../electron/engine/policy/policySource';
import { type BanditRow, banditSource, type Entry, entryTable } from './randomBandit';

const row: BanditRow = {
  request: 0,
  user: null,
  item: 'a',
  position: 1,
  propensity: 0.5,
  reward: 1,
  weight: null,
  explore: true,
};

/** Each row is its own request. */
export async function sourceOf(
  rows: readonly Partial<BanditRow>[],
  changes: Partial<PolicySource> = {},
): Promise<PolicySource> {
  const keys = { position: false, request: false };
  const shape = { requests: rows.length, lists: false, targetBy: keys, modelBy: keys, weights: false, faults: false };
  const source = await banditSource({ rows: rows.map((each, request) => ({ ...row, request, ...each })), shape });
  onTestFinished(() => source.db.close());
  return { ...source, kind: 'single', ...changes };
}

export function policy(name: string, entries: readonly Entry[]) {
  return { name, table: entryTable(entries) };
}

export const even = policy('even', [
  { item: 'a', value: 0.5 },
  { item: 'b', value: 0.5 },
]);

export async function evaluate(source: PolicySource, options: Partial<PolicyOptions> = {}): Promise<PolicyResult> {
  return estimatePolicy(source, { reward: 'click', target: even, draws: 40, ...options });
}

export const estimateOf = ({ estimates }: PolicyResult, id: string) =>
  estimates.find(({ estimator }) => estimator === id)!;
export const stepOf = ({ ladder }: PolicyResult, id: string) => ladder.find(({ estimator }) => estimator === id)!;
