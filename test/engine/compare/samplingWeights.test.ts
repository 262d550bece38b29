import { describe, expect, it } from 'vitest';
import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import { sqlOfMetric } from '../../../electron/engine/compare/sqlOfMetric';
import type { Database } from '../../../electron/engine/db/database';
import type { CompareResult } from '../../../shared/schemas/compare';
import { standardizedDifference } from '../../../shared/stats/effectSize';
import { seededRandom } from '../../../shared/stats/random';
import { type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { compareLog, everyRequest, sourceOf } from './support/contestOf';

const requests = 60;
const users = 12;
/** Every user has one weight: users are what was sampled. */
const weightOf = (request: number) => 1 + ((request % users) % 3);
const userOf = (request: number) => `u${request % users}`;

/** Every request as often as its weight says, each copy by a user of its own. */
function repeated(log: RandomLog): { log: RandomLog; users: string[] } {
  const result: RandomLog = { requests: 0, rows: [], outside: [] };
  const names: string[] = [];
  for (let request = 0; request < log.requests; request++) {
    for (let copy = 0; copy < weightOf(request); copy++) {
      const at = result.requests++;
      const move = <T extends { request: number }>(each: T): T => ({ ...each, request: at });
      result.rows.push(...log.rows.filter((row) => row.request === request).map(move));
      result.outside.push(...log.outside.filter((row) => row.request === request).map(move));
      names.push(`${userOf(request)} ${copy}`);
    }
  }
  return { log: result, users: names };
}

async function addColumns(db: Database, weights: readonly (number | null)[] | null, names: readonly string[]) {
  await db.run({ text: 'ALTER TABLE requests ADD COLUMN user_id VARCHAR' });
  await db.run({ text: 'UPDATE requests SET user_id = $1[request_index + 1]', params: [names] });
  if (weights === null) return;
  await db.run({ text: 'ALTER TABLE impressions ADD COLUMN weight DOUBLE' });
  const list = weights.map((weight) => weight ?? 'NULL').join(', ');
  await db.run({ text: `UPDATE impressions SET weight = [${list}][request_index + 1]` });
}

const metrics = (by: string | null): ContestSource['metrics'] => ({
  primary: ['ndcg@10'],
  guardrails: [],
  k: 10,
  relLevel: 1,
  labelMax: null,
  gain: 'linear',
  noPositive: 'skip',
  by,
  unit: 'user',
  margin: 0,
});

function numbersOf({ metrics: rows, pairs }: CompareResult) {
  return {
    means: rows.flatMap(({ mean, bounds, judged, skill }) => [mean, ...(bounds ?? []), judged, skill ?? null]),
    deltas: pairs.flatMap(({ delta, bounds }) => [delta, ...(bounds ?? [])]),
  };
}

function expectClose(found: (number | null)[], expected: (number | null)[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, i) => {
    if (expected[i] === null) expect(value).toBeNull();
    else expect(value).toBeCloseTo(expected[i]!, 10);
  });
}

describe('sampling weights', () => {
  const log = randomLog(seededRandom(8), requests, 2);
  const ids = ['ndcg@10', 'map_R@10', 'p@3', 'mrr'];

  it.each([null, 'user'])(
    'give the numbers of a log that holds each request as often as it weighs (by %s)',
    async (by) => {
      const weights = Array.from({ length: requests }, (_, r) => weightOf(r));
      const source = { hasUsers: true, metrics: metrics(by) };
      const names = weights.map((_, r) => userOf(r));
      const weighted = await compareLog(log, {
        source: { ...source, hasWeights: true },
        params: { metrics: ids },
        prepare: (db) => addColumns(db, weights, names),
      });
      const copies = repeated(log);
      const plain = await compareLog(copies.log, {
        source,
        params: { metrics: ids },
        prepare: (db) => addColumns(db, null, copies.users),
      });
      expectClose(numbersOf(weighted).means, numbersOf(plain).means);
      expectClose(numbersOf(weighted).deltas, numbersOf(plain).deltas);
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
      expect(weighted.weights).toEqual({
        effectiveRequests: expect.closeTo(total ** 2 / squares, 9),
        requestsWithout: 0,
      });
      expect(weighted.warnings.join()).toContain(
        'weighted by the sampling weights of the log: 60 requests are worth 51',
      );
      expect(plain).not.toHaveProperty('weights');
    },
  );

  it('of 1 change nothing, intervals and tests included', async () => {
    const names = Array.from({ length: requests }, (_, r) => userOf(r));
    const run = (hasWeights: boolean) =>
      compareLog(log, {
        source: { hasUsers: true, hasWeights, metrics: metrics(null) },
        params: { metrics: ids },
        prepare: (db) => addColumns(db, hasWeights ? names.map(() => 1) : null, names),
      });
    const [plain, ones] = [await run(false), await run(true)];
    const close = plain.pairs.map((pair) => ({ ...pair, effectSize: expect.closeTo(pair.effectSize!, 12) }));
    expect(ones.pairs).toEqual(close);
    expect(ones.metrics).toEqual(plain.metrics);
  });

  it('leave requests without one out and say so', async () => {
    const weights = Array.from({ length: requests }, (_, r) => (r < 20 ? null : r < 30 ? 0 : 2));
    const names = weights.map((_, r) => userOf(r));
    const result = await compareLog(log, {
      source: { hasUsers: true, hasWeights: true, metrics: metrics(null) },
      params: { metrics: ['ndcg@10'] },
      prepare: (db) => addColumns(db, weights, names),
    });
    expect(result.weights).toEqual({ effectiveRequests: 30, requestsWithout: 30 });
    expect(result.warnings.join()).toContain('30 requests have no weight and are left out');
  });

  it('refuse numbers of single rows, which have no weighted form', async () => {
    const names = Array.from({ length: requests }, (_, r) => userOf(r));
    const result = await compareLog(log, {
      source: { hasWeights: true },
      params: { metrics: ['auc', 'oe'] },
      prepare: (db) =>
        addColumns(
          db,
          names.map(() => 2),
          names,
        ),
    });
    for (const row of result.metrics) expect(row).toMatchObject({ mean: null, meanReason: /sampling weights/ });
  });

  it('are in the query behind a number', async () => {
    const db = await sessionOf(log);
    try {
      await addColumns(
        db,
        Array.from({ length: requests }, (_, r) => weightOf(r)),
        log.rows.map(() => 'u'),
      );
      const source = sourceOf(db, log, { hasWeights: true });
      const asked = { preset: 'trec_eval', metric: 'ndcg@10', model: 'a' };
      const { sql } = await sqlOfMetric(source, everyRequest(log), asked, {});
      const printed = await compareLog(log, {
        source: { hasWeights: true },
        params: { preset: 'trec_eval', metrics: ['ndcg@10'], models: ['a'] },
        prepare: (other) =>
          addColumns(
            other,
            Array.from({ length: requests }, (_, r) => weightOf(r)),
            [],
          ),
      });
      expect((await db.readOne({ text: sql }))!.mean).toBeCloseTo(printed.metrics[0]!.mean!, 12);
    } finally {
      await db.close();
    }
  });

  it('standardize differences as repeated ones do', () => {
    const repeatedValues = [1, 2, 2, 4, 4, 4];
    const n = 3;
    const weighted = standardizedDifference([1, 2, 4], [1, 2, 3])!;
    // The divisor n - 1 counts requests, not copies.
    const population = standardizedDifference(repeatedValues)! * Math.sqrt(6 / 5);
    expect(weighted).toBeCloseTo(population / Math.sqrt(n / (n - 1)), 12);
  });
});
