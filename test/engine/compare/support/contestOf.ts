import { ContestData } from '../../../../electron/engine/compare/contestData';
import type { ContestSource } from '../../../../electron/engine/compare/contestSource';
import { runHere } from '../../../../electron/engine/compare/inference';
import { type ItemFacts, ItemTables } from '../../../../electron/engine/compare/itemTables';
import type { RequestSet } from '../../../../electron/engine/compare/requestSet';
import { compareSummary, type SummaryParams } from '../../../../electron/engine/compare/summary';
import type { Database } from '../../../../electron/engine/db/database';
import type { CompareResult } from '../../../../shared/schemas/compare';
import type { RandomLog } from '../../support/randomLog';
import { sessionOf } from '../../support/sessionOf';

/** A session that holds nothing of items beside the log. */
export const noItems: ItemFacts = {
  embedding: null,
  noEmbedding: 'it needs item vectors',
  events: null,
  noEvents: 'it needs training events',
  catalog: { from: 'log', items: 0 },
};

/** `metrics:` of a case that says nothing of them. */
export const plainMetrics: ContestSource['metrics'] = {
  primary: ['ndcg@10'],
  guardrails: [],
  k: 10,
  relLevel: 1,
  labelMax: null,
  gain: 'linear',
  noPositive: 'skip',
  by: null,
  unit: 'request',
  margin: 0,
};

/** A contest source over a generated log: models a, b, ... in the order of its scores. */
export function sourceOf(db: Database, log: RandomLog, overrides: Partial<ContestSource> = {}): ContestSource {
  const models = (log.rows[0]?.scores ?? []).map((_, i) => ({
    n: i + 1,
    name: 'abcdef'[i]!,
    kind: 'scores',
    key: `model ${i}`,
    state: 'ready',
    reason: null,
    scoredRows: log.rows.length,
    listRows: null,
  }));
  return {
    data: new ContestData(db, log.rows.length),
    name: 'generated',
    inputs: [],
    rows: log.rows.length,
    requests: log.requests,
    rowsNotShown: 0,
    excludedRows: 0,
    refusedRows: 0,
    candidates: 'all',
    union: false,
    hasRequests: true,
    hasPositions: true,
    rankerColumn: null,
    hasUsers: false,
    hasWeights: false,
    hasQuery: false,
    hasTime: false,
    columns: [],
    labels: [{ name: 'relevance', judged: true, behavioral: false }],
    defaultLabel: 'relevance',
    metrics: plainMetrics,
    models,
    items: new ItemTables(db, noItems),
    servedModel: null,
    fidelity: async () => new Map(),
    links: async () => null,
    examination: null,
    outcomes: { click: null, order: null, value: null },
    trained: new Map(),
    matureUntil: new Map(),
    randomized: null,
    runInference: runHere,
    ...overrides,
  };
}

export function everyRequest(log: RandomLog): RequestSet {
  return { total: log.requests, indexes: null, rows: log.rows.length };
}

export interface CompareOptions {
  source?: Partial<ContestSource>;
  params?: Partial<SummaryParams>;
  label?: string;
  prepare?: (db: Database) => Promise<void>;
}

/** `compare` over a generated log, in a database of its own. */
export async function compareLog(log: RandomLog, options: CompareOptions = {}): Promise<CompareResult> {
  const db = await sessionOf(log, options.label);
  try {
    await options.prepare?.(db);
    const params = { preset: null, models: null, metrics: null, seed: 0, inference: true, slice: null };
    const source = sourceOf(db, log, options.source);
    return await compareSummary(source, everyRequest(log), { ...params, ...options.params });
  } finally {
    await db.close();
  }
}

/** A log written by hand: requests of [item, position, grade, scores]. */
export function logOf(
  requests: readonly (readonly [string, number | null, number | null, (number | null)[]])[][],
): RandomLog {
  const rows = requests.flatMap((items, request) =>
    items.map(([item, position, grade, scores]) => ({ request, item, position, grade, scores })),
  );
  return { requests: requests.length, rows, outside: [] };
}
