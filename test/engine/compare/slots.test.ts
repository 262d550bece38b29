import { describe, expect, it } from 'vitest';
import { doublesOf } from '../../../electron/engine/compare/columns';
import type { Contestant } from '../../../electron/engine/compare/contestants';
import { ContestData } from '../../../electron/engine/compare/contestData';
import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import { planMetric } from '../../../electron/engine/compare/planMetric';
import { sqlOfMetric } from '../../../electron/engine/compare/sqlOfMetric';
import type { Database } from '../../../electron/engine/db/database';
import { requestValuesSql } from '../../../electron/engine/sql/compare/metricSql';
import { evaluateRequest, randomExpectation } from '../../../shared/metrics/evaluateRequest';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { orderList } from '../../../shared/metrics/orderList';
import { presetSettings } from '../../../shared/metrics/presets';
import type { RankedList } from '../../../shared/metrics/rankedList';
import { findRequestMetric } from '../../../shared/metrics/registry';
import { resolveMetric } from '../../../shared/metrics/resolveMetric';
import { seededRandom } from '../../../shared/stats/random';
import { type LogRow, type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { compareLog, everyRequest, logOf, plainMetrics, sourceOf } from './support/contestOf';

type Slots = readonly (string | null)[];

async function addSlots(db: Database, slots: Slots): Promise<void> {
  await db.run({ text: 'ALTER TABLE impressions ADD COLUMN slot VARCHAR' });
  await db.run({ text: 'UPDATE impressions SET slot = $1[row_id + 1]', params: [slots.map((slot) => slot ?? '')] });
  await db.run({ text: "UPDATE impressions SET slot = NULL WHERE slot = ''" });
}

const isOrganic = (slot: string | null) => slot === null || slot.toLowerCase() === 'organic';

/**
 * Organic rows by score in the places that the shown rows of other slots leave free, place by place. What is no organic
 * row is fixed; groups of equal scores run on around it.
 */
function pinnedList(rows: readonly { row: LogRow; slot: string | null }[], model: number): RankedList {
  const organic = rows.filter(({ slot }) => isOrganic(slot)).map(({ row }) => row);
  const scores = Float64Array.from(organic, (row) => row.scores[model] ?? Number.NaN);
  const { order } = orderList(
    scores,
    organic.map((row) => row.item),
    { ties: 'id', precision: 'f64' },
  );
  const taken = new Set(rows.filter(({ slot }) => !isOrganic(slot)).flatMap(({ row }) => row.position ?? []));
  const places = new Map<number, number>([...taken].map((place) => [place, 0]));
  const free: number[] = [];
  const starts: number[] = [0];
  let rank = 0;
  order.forEach((at, i) => {
    do rank += 1;
    while (taken.has(rank));
    places.set(rank, organic[at]!.grade ?? Number.NaN);
    free.push(rank);
    if (i > 0 && !Object.is(scores[order[i - 1]!]! + 0, scores[at]! + 0)) starts.push(rank - 1);
  });
  const grades = new Float64Array(Math.max(0, ...places.keys())).fill(Number.NaN);
  for (const [place, grade] of places) grades[place - 1] = grade;
  const fixed = new Uint8Array(grades.length).fill(1);
  for (const place of free) fixed[place - 1] = 0;
  const judged = Float64Array.from(organic.flatMap((row) => row.grade ?? []));
  return { grades, judged, tieGroups: Uint32Array.from(starts), fixed };
}

function loggedList(rows: readonly { row: LogRow; slot: string | null }[]): RankedList {
  const shown = rows.filter(({ row }) => row.position !== null);
  const grades = new Float64Array(Math.max(0, ...shown.map(({ row }) => row.position!))).fill(Number.NaN);
  for (const { row, slot } of shown) grades[row.position! - 1] = isOrganic(slot) ? (row.grade ?? Number.NaN) : 0;
  return {
    grades,
    judged: Float64Array.from(rows.flatMap(({ row, slot }) => (isOrganic(slot) ? (row.grade ?? []) : []))),
  };
}

async function valuesOf(
  log: RandomLog,
  slots: Slots,
  ids: readonly string[],
  { judged, ties }: { judged: boolean; ties: 'id' | 'expected' | 'min' | 'max' },
) {
  const db = await sessionOf(log);
  try {
    await addSlots(db, slots);
    const settings = presetSettings('trec_eval', { ties });
    const specs = ids.map((id) => resolveMetric(parseMetricId(id), settings));
    const contestants: Contestant[] = [
      { name: 'a', kind: 'scores', key: 'a', list: 'scores', table: 'scores_1', complete: true },
      { name: '@logged', kind: 'builtin', key: '@logged', list: 'logged' },
      { name: '@random', kind: 'builtin', key: '@random', list: 'random' },
    ];
    const plans = specs.map((spec) => planMetric(spec, settings, findRequestMetric(spec.name)!.evaluate));
    const order = { precision: 'f64', ties: 'id', withTies: ties !== 'id' } as const;
    const label = { name: 'relevance', judged };
    const found = await new ContestData(db, log.rows.length).vectors({ order, label, contestants, plans });
    return { found, specs, settings };
  } finally {
    await db.close();
  }
}

const ad = 'sponsored';
// Positions 1 to 4: an advertisement first, then three organic rows of which the last one is relevant.
const small = logOf([
  [
    ['x', 1, 1, [0.1]],
    ['a', 2, 0, [0.3]],
    ['b', 3, 0, [0.2]],
    ['c', 4, 1, [0.9]],
  ],
]);
const smallSlots = [ad, 'organic', null, 'Organic'];

const sourceMetrics: ContestSource['metrics'] = { ...plainMetrics, primary: ['ndcg@3'], k: 3 };

describe('rows of other slots', () => {
  it('keep their places and count for nothing', async () => {
    const result = await compareLog(small, {
      params: { models: ['@logged', 'a', '@ideal'], metrics: ['mrr', 'dcg', 'p@2', 'recall@2'] },
      prepare: (db) => addSlots(db, smallSlots),
    });
    const of = (model: string) => result.metrics.filter((row) => row.model === model).map(({ mean }) => mean);
    expect(of('@logged')).toEqual([1 / 4, 1 / Math.log2(5), 0, 0]);
    // The best organic row can reach the second place, not the advertisement's first.
    expect(of('a')).toEqual([1 / 2, 1 / Math.log2(3), 1 / 2, 1]);
    expect(of('@ideal')).toEqual(of('a'));
  });

  it.each([
    { judged: true, ties: 'id' },
    { judged: false, ties: 'id' },
    { judged: true, ties: 'expected' },
    { judged: true, ties: 'min' },
    { judged: true, ties: 'max' },
  ] as const)('are where a list built place by place has them: %o', async (rules) => {
    const random = seededRandom(3);
    const log = randomLog(random, 1500, 1);
    log.outside = [];
    const slots = log.rows.map(() => [null, 'organic', ad, 'pinned', null, null][random.next(6)]!);
    const ids = ['ndcg@3', 'ndcg', 'map_R@5', 'p@3', 'recall@5', 'mrr', 'judged@5', 'err@10', 'rbp'];
    const { found, specs, settings } = await valuesOf(log, slots, ids, rules);
    const byRequest: { row: LogRow; slot: string | null }[][] = Array.from({ length: log.requests }, () => []);
    for (const [i, row] of log.rows.entries()) byRequest[row.request]!.push({ row, slot: slots[i]! });
    const faults: string[] = [];
    byRequest.forEach((rows, request) => {
      [pinnedList(rows, 0), loggedList(rows), pinnedList(rows, 0)].forEach((list, c) => {
        specs.forEach((spec, m) => {
          const evaluate = c === 2 ? randomExpectation : evaluateRequest;
          const expected = evaluate(spec, list, settings) ?? Number.NaN;
          const got = found[c]!.values[m]![request]!;
          if (Object.is(expected, got) || Math.abs(expected - got) < 1e-12) return;
          faults.push(`request ${request}, list ${c}, ${ids[m]}: ${got} instead of ${expected}`);
        });
      });
    });
    expect(faults).toEqual([]);
  });

  it('give the served model the numbers of what was shown', async () => {
    const log = randomLog(seededRandom(4), 300, 1);
    log.rows.forEach((row) => {
      row.scores = [row.position === null ? null : -row.position];
    });
    log.rows = log.rows.filter((row) => row.position !== null);
    let place = 0;
    for (const [i, row] of log.rows.entries()) {
      place = log.rows[i - 1]?.request === row.request ? place + 1 : 1;
      row.position = place;
      row.scores = [-place];
    }
    const random = seededRandom(5);
    const slots = log.rows.map(() => (random.next(4) === 0 ? ad : null));
    const result = await compareLog(log, {
      params: { models: ['@logged', 'a'], metrics: ['ndcg@10', 'map_R', 'mrr', 'p@5'] },
      prepare: (db) => addSlots(db, slots),
    });
    for (const pair of result.pairs) expect(pair).toMatchObject({ delta: 0, wins: 0, losses: 0 });
  });

  it('leave no width to the bounds where everything is judged, ties between them or not', async () => {
    const random = seededRandom(6);
    const log = randomLog(random, 300, 2);
    log.outside = [];
    for (const row of log.rows) row.grade ??= 0;
    const slots = log.rows.map(() => (random.next(4) === 0 ? ad : null));
    const metrics = ['ndcg@3'];
    const result = await compareLog(log, {
      source: { metrics: sourceMetrics },
      params: { models: ['a', 'b'], metrics },
      prepare: (db) => addSlots(db, slots),
    });
    expect(result.tieShare).toBeGreaterThan(0.01);
    for (const { mean, bounds } of result.metrics)
      expect(bounds).toEqual([expect.closeTo(mean!, 12), expect.closeTo(mean!, 12)]);
    for (const { delta, bounds } of result.pairs)
      expect(bounds).toEqual([expect.closeTo(delta!, 12), expect.closeTo(delta!, 12)]);
  });

  it.each([true, false])('keep their places in the query behind a number too (judgments %s)', async (judged) => {
    const random = seededRandom(8);
    const log = randomLog(random, 400, 1);
    const slots = log.rows.map(() => [null, 'organic', ad, null][random.next(4)]!);
    const db = await sessionOf(log);
    try {
      await addSlots(db, slots);
      const settings = presetSettings('trec_eval');
      const label = { name: 'relevance', judged };
      const order = { precision: 'f64', ties: 'id', withTies: false } as const;
      const contestants: Contestant[] = [
        { name: 'a', kind: 'scores', key: 'a', list: 'scores', table: 'scores_1', complete: true },
        { name: '@logged', kind: 'builtin', key: '@logged', list: 'logged' },
        { name: '@ideal', kind: 'builtin', key: '@ideal', list: 'ideal' },
        { name: '@popularity', kind: 'builtin', key: '@popularity', list: 'popularity' },
      ];
      const lists = [
        { kind: 'scores' as const, table: 'scores_1' },
        ...(['logged', 'ideal', 'popularity'] as const).map((kind) => ({ kind })),
      ];
      for (const id of ['ndcg@3', 'map_R@5', 'p', 'recall@5', 'mrr', 'judged@5']) {
        const spec = resolveMetric(parseMetricId(id), settings);
        const plans = [planMetric(spec, settings, findRequestMetric(spec.name)!.evaluate)];
        const found = await new ContestData(db, log.rows.length).vectors({ order, label, contestants, plans });
        for (const [c, list] of lists.entries()) {
          const table = await db.read(requestValuesSql({ spec, settings, label, list, pinned: true }));
          const values = doublesOf(table, 'value');
          expect(values.map((value) => Math.round(value * 1e10))).toEqual(
            found[c]!.values[0]!.map((value) => Math.round(value * 1e10)),
          );
        }
      }
    } finally {
      await db.close();
    }
  });

  it('stand in the query that a contest gives', async () => {
    const db = await sessionOf(small);
    try {
      await addSlots(db, smallSlots);
      const asked = { preset: 'trec_eval', metric: 'mrr', model: 'a' };
      const { sql } = await sqlOfMetric(sourceOf(db, small), everyRequest(small), asked, {});
      expect(await db.readOne({ text: sql })).toMatchObject({ mean: 1 / 2 });
      await db.run({ text: 'ALTER TABLE impressions ADD COLUMN before INTEGER' });
      await db.run({ text: "UPDATE impressions SET before = CASE item_id WHEN 'c' THEN 3 WHEN 'a' THEN 1 END" });
      const source = sourceOf(db, small, { rankerColumn: 'before' });
      const ranker = await sqlOfMetric(source, everyRequest(small), { ...asked, model: '@ranker' }, {});
      expect(await db.readOne({ text: ranker.sql })).toMatchObject({ mean: 1 / 3 });
    } finally {
      await db.close();
    }
  });
});

describe('coverage under presets that keep the order of rows', () => {
  it('counts items, not rows', async () => {
    const log = logOf([
      [
        ['a', 1, 1, [0.9]],
        ['b', 2, 0, [0.8]],
      ],
      [
        ['a', 1, 1, [0.9]],
        ['c', 2, 0, [0.8]],
      ],
    ]);
    const run = async (preset: string) =>
      (await compareLog(log, { params: { preset, models: ['a'], metrics: ['coverage@1', 'gini_exposure@1'] } }))
        .metrics;
    const [mine, theirs] = [await run('default'), await run('lightgbm')];
    expect(mine.map(({ mean }) => mean)).toEqual([1 / 3, expect.closeTo(2 / 3, 12)]);
    expect(theirs.map(({ mean }) => mean)).toEqual(mine.map(({ mean }) => mean));
  });
});
