import type { CompareResult } from '../../../shared/schemas/compare';
import type { Sql } from '../db/sql';
import { requestsNotRandomized, requestsServed } from '../sql/compare/requestMarks';
import { integersOf } from './columns';
import type { Contest } from './contest';
import { chosenRequests, sizeOf } from './requestSet';

export type Fidelity = CompareResult['models'][number]['fidelity'];

/** What is known of the log and its models that decides whether a number may be claimed. */
export interface ContestFacts {
  fidelity: ReadonlyMap<string, Fidelity>;
  /** Requests of the set inside a model's training window, by model; only models that have some. */
  insideTraining: ReadonlyMap<string, number>;
  /** Share of the set's requests that are mature for a label; null: not known, with a reason. No entry: it does not ripen. */
  mature: ReadonlyMap<string, number | null>;
  /** Whether every row of the set was shown in random order. */
  randomized: boolean;
}

export async function contestFacts(contest: Contest, signal?: AbortSignal): Promise<ContestFacts> {
  const { source, set } = contest;
  const count = (sql: Sql) => countInSet(contest, sql, signal);
  const insideTraining = new Map<string, number>();
  const mature = new Map<string, number | null>();
  if (source.hasTime) {
    for (const { name } of contest.contestants) {
      const window = source.trained.get(name);
      const inside = window ? await count(requestsServed(window)) : 0;
      if (inside > 0) insideTraining.set(name, inside);
    }
  }
  for (const [label, until] of source.matureUntil) {
    if (!contest.metrics.some((metric) => metric.label.name === label)) continue;
    const ripe = until === null || !source.hasTime ? null : await count(requestsServed({ from: null, to: until }));
    mature.set(label, ripe === null || sizeOf(set) === 0 ? null : ripe / sizeOf(set));
  }
  const randomized = source.randomized !== null && (await count(requestsNotRandomized(source.randomized))) === 0;
  return { fidelity: await source.fidelity(signal), insideTraining, mature, randomized };
}

/** How many requests of the set a query of `request_index` finds. */
export async function countInSet(
  { source, set }: Pick<Contest, 'source' | 'set'>,
  sql: Sql,
  signal?: AbortSignal,
): Promise<number> {
  const found = integersOf(await source.data.db.read(sql, { signal }), 'request_index');
  const chosen = chosenRequests(set.indexes, set.total);
  return chosen === null ? found.length : found.reduce((count, request) => count + chosen[request]!, 0);
}
