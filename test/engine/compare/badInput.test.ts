import { describe, expect, it } from 'vitest';
import type { ContestSource } from '../../../electron/engine/compare/contestSource';
import { metricDefinitions } from '../../../shared/metrics/registry';
import { type CompareResult, compareResultSchema } from '../../../shared/schemas/compare';
import { seededRandom } from '../../../shared/stats/random';
import { RankscopeError } from '../../../shared/wire/errors';
import { randomLog } from '../support/randomLog';
import { type CompareOptions, compareLog, logOf } from './support/contestOf';
import { compareFree, faultsOf } from './support/faultsOf';

/** Every result passes its schema, holds finite numbers only, and says why a number is missing. */
function sound(result: CompareResult): CompareResult {
  compareResultSchema.parse(result);
  const { definitions: _, models: __, ...rest } = result;
  expect(faultsOf(rest, compareFree)).toEqual([]);
  expect(JSON.stringify(result)).not.toMatch(/NaN|Infinity/);
  return result;
}

async function failure(options: CompareOptions, log = logOf([[['a', 1, 1, [1]]]])): Promise<RankscopeError> {
  const thrown = await compareLog(log, options).then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(RankscopeError);
  return thrown as RankscopeError;
}

const everyMetric = metricDefinitions.map(({ name }) => name).filter((name) => name !== 'map_hits');
const clickLabel = [
  { name: 'relevance', judged: true, behavioral: false },
  { name: 'click', judged: false, behavioral: true },
];

describe('a contest on hard input', () => {
  it('never prints NaN or a null without its reason, for any metric', async () => {
    const log = randomLog(seededRandom(11), 80, 2);
    const models = ['@logged', '@ideal', '@random', '@popularity', 'a', 'b'];
    for (const source of [{}, { candidates: 'shown' as const }, { hasPositions: true, servedModel: 'a' }]) {
      sound(await compareLog(log, { source, params: { models, metrics: everyMetric } }));
    }
    sound(await compareLog(log, { params: { models, metrics: everyMetric, inference: false } }));
  });

  it('averages lists whose scores are all equal', async () => {
    const log = randomLog(seededRandom(12), 60, 2);
    for (const row of log.rows) row.scores = [1, 1];
    const result = sound(await compareLog(log, { params: { metrics: ['ndcg@3', 'map@3'] } }));
    expect(result.pairs[0]).toMatchObject({ delta: 0, wins: 0, losses: 0, verdict: 'inconclusive', p: { t: 1 } });
  });

  it('gives one request a mean, no interval and no p', async () => {
    const log = logOf([
      [
        ['a', 1, 1, [1, 2]],
        ['b', 2, 0, [2, 1]],
      ],
    ]);
    const { metrics, pairs } = sound(await compareLog(log, { params: { metrics: ['ndcg@2'] } }));
    expect(metrics[1]).toMatchObject({ mean: 1, ci: null, ciReason: 'fewer than two units have a value' });
    expect(pairs[0]).toMatchObject({ ci: null, p: { randomization: null, t: null }, verdict: 'inconclusive' });
    expect(pairs[0]!.p.randomizationReason).toContain('fewer than two units');
  });

  it('has no value where nothing is positive', async () => {
    const log = randomLog(seededRandom(13), 20, 2);
    for (const row of log.rows) row.grade = row.grade === null ? null : 0;
    const result = sound(await compareLog({ ...log, outside: [] }, { params: { metrics: ['ndcg@3', 'p@3'] } }));
    expect(result.metrics[0]).toMatchObject({ mean: null, meanReason: 'no request has a list and a positive label' });
    expect(result.metrics[0]!.positiveRequests).toBe(0);
    expect(result.metrics[2]!.mean).toBe(0);
    expect(result.sentence).toContain('cannot be compared');
  });

  it('finds no difference where all labels are equal', async () => {
    const log = randomLog(seededRandom(14), 30, 2);
    for (const row of log.rows) row.grade = 1;
    const metrics = ['ndcg@3', 'auc', 'ne'];
    const result = sound(await compareLog({ ...log, outside: [] }, { params: { metrics } }));
    expect(result.pairs[0]!.delta).toBe(0);
    expect(result.metrics.find((row) => row.metric === 'auc')!.meanReason).toBe('all outcomes are equal');
  });

  it('flags a difference that is the same everywhere', async () => {
    const log = logOf(
      ['x', 'y', 'z'].map(() => [
        ['a', 1, 1, [2, 1]],
        ['b', 2, 0, [1, 2]],
      ]),
    );
    const { pairs } = sound(await compareLog(log, { params: { metrics: ['mrr'] } }));
    expect(pairs[0]).toMatchObject({ delta: -0.5, constantDifference: true, p: { t: null }, mde80: null });
    expect(pairs[0]!.p.tReason).toContain('constant difference');
  });

  it('sorts infinite and missing scores', async () => {
    const infinite = Number.POSITIVE_INFINITY;
    const log = logOf([
      [
        ['a', 1, 0, [-infinite]],
        ['b', 2, 1, [infinite]],
        ['c', 3, 0, [null]],
      ],
      [
        ['a', 1, 1, [null]],
        ['b', 2, 0, [-infinite]],
        ['c', 3, 0, [0]],
      ],
    ]);
    const { metrics } = sound(await compareLog(log, { params: { metrics: ['mrr', 'auc', 'logloss'] } }));
    expect(metrics[0]!.mean).toBeCloseTo((1 + 1 / 3) / 2, 12);
    expect(metrics[2]!.meanReason).toContain('no probabilities');
  });

  it('takes a cutoff beyond every list', async () => {
    const log = randomLog(seededRandom(15), 40, 2);
    const params = { metrics: ['ndcg@100000', 'p@100000', 'ndcg'] };
    const { metrics } = sound(await compareLog(log, { params }));
    expect(metrics[0]!.mean).toBeCloseTo(metrics[4]!.mean!, 12);
    expect(metrics[2]!.mean!).toBeLessThan(0.001);
  });

  it('says in the result that a slice is empty', async () => {
    const log = randomLog(seededRandom(16), 10, 2);
    const emptied = { ...log, rows: log.rows.map((row) => ({ ...row, grade: null })), outside: [] };
    const result = sound(await compareLog(emptied, { params: { metrics: everyMetric } }));
    expect(result.metrics[0]!.mean).toBeNull();
  });
});

describe('a contest that is asked wrongly', () => {
  const of = (metrics: string[], source: Partial<ContestSource> = {}, preset: string | null = null) =>
    failure({ source, params: { metrics, preset } });

  it.each([
    ['ndgc@10', 'The metric "ndgc" in "ndgc@10" is not known.'],
    ['ndcg@0', 'the cutoff after @ is a whole number'],
    ['ndcg@ten', 'the cutoff after @ is a whole number'],
    ['auc@10', 'auc takes no cutoff'],
    ['rbp(p=2)', 'p is a number from 0 to 1'],
    ['ndcg@10(', 'a parenthesis is not closed'],
    ['ndcg@10:nothing', 'names the label "nothing", which this case does not have'],
  ])('names the fault of the metric id %s', async (id, sentence) => {
    expect((await of([id])).message).toContain(sentence);
  });

  it('names the presets there are', async () => {
    const { message, hint } = await of(['ndcg@10'], {}, 'trek_eval');
    expect(message).toBe('The preset "trek_eval" is not known.');
    expect(hint).toContain('trec_eval');
  });

  it('says that a metric is no number of the tool whose preset was asked for', async () => {
    const log = randomLog(seededRandom(21), 12, 2);
    const conflicts = async (preset: string, metrics: string[]) =>
      (await compareLog(log, { params: { preset, metrics } })).warnings.filter((text) =>
        /is not (what|its)/.test(text),
      );
    expect(await conflicts('trec_eval', ['map@10', 'map_R', 'map_min@5', 'ndcg@10', 'ndcg_exp2'])).toEqual([
      'map_min@5 is not what trec_eval computes: its map is map_R.',
      'ndcg_exp2 is not what trec_eval computes: its gain is linear.',
    ]);
    expect(await conflicts('lightgbm', ['map@10', 'ndcg_exp2'])).toEqual([]);
    expect(await conflicts('sklearn', ['map_R@10'])).toEqual(['sklearn has no map: map_R@10 is not its number.']);
    expect(await conflicts('default', ['map_R@10', 'map_min@10', 'ndcg_exp2'])).toEqual([]);
  });

  it('refuses what a preset does not settle', async () => {
    const log = logOf([[['a', 1, 0, [1]]], [['a', 1, 1, [1]]]]);
    const { code, message } = await failure({ params: { metrics: ['ndcg@10'], preset: 'recbole' } }, log);
    expect([code, message]).toEqual(['refused', expect.stringContaining('what this preset does with such a request')]);
  });

  it('refuses lists without requests, labels or positions', async () => {
    expect((await of(['mrr'], { hasRequests: false })).message).toContain('list metrics mean nothing');
    expect((await of(['mrr'], { labels: [], defaultLabel: null })).message).toContain('has no label');
    const logged = await failure({ source: { hasPositions: false }, params: { models: ['@logged'] } });
    expect(logged.message).toContain('has no position column');
  });

  it('names contestants that do not exist or stand twice', async () => {
    expect((await failure({ params: { models: ['c'] } })).message).toBe('There is no model "c" in this case.');
    expect((await failure({ params: { models: ['@best'] } })).hint).toContain('@logged');
    expect((await failure({ params: { models: ['a', 'a'] } })).message).toContain('named twice');
    expect((await failure({ params: { models: ['@ranker'] } })).message).toContain(
      'names no stage with a rank before the rules',
    );
  });

  it('compares by columns that requests have one value of', async () => {
    const unknown = await failure({ source: { columns: ['item_id'] }, params: { by: 'item' } });
    expect([unknown.message, unknown.hint]).toEqual([
      'The log has no column "item" to compare by.',
      'Did you mean "item_id"?',
    ]);
    const log = randomLog(seededRandom(17), 20, 1);
    const mixed = await failure({ source: { columns: ['item_id'] }, params: { by: 'item_id' } }, log);
    expect(mixed.message).toContain('changes inside a request');
    const prepare: CompareOptions['prepare'] = (db) =>
      db.run({
        text: "ALTER TABLE impressions ADD COLUMN surface VARCHAR; UPDATE impressions SET surface = CASE WHEN request_index < 12 THEN 'home' END",
      });
    const params = { by: 'surface', metrics: ['mrr'] };
    const result = sound(
      await compareLog(log, { source: { columns: ['surface'], labels: clickLabel }, params, prepare }),
    );
    expect(result.by!.blocks.map(({ value, requests }) => [value, requests])).toEqual([
      ['home', 12],
      [null, 8],
    ]);
    const total = result.by!.blocks.reduce((sum, { metrics: [row] }) => sum + row!.requests * (row!.mean ?? 0), 0);
    expect(total / result.metrics[0]!.requests).toBeCloseTo(result.metrics[0]!.mean!, 12);
  });
});
