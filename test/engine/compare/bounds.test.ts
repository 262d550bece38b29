import { describe, expect, it } from 'vitest';
import { bandGains, rankBands } from '../../../electron/engine/compare/bandGains';
import type { Contestant } from '../../../electron/engine/compare/contestants';
import { ContestData } from '../../../electron/engine/compare/contestData';
import { evaluateBounds } from '../../../electron/engine/compare/evaluateBounds';
import { planMetric } from '../../../electron/engine/compare/planMetric';
import { rankedPages } from '../../../electron/engine/compare/rankedPages';
import { randomExpectation } from '../../../shared/metrics/evaluateRequest';
import { gainOf } from '../../../shared/metrics/gain';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { orderList } from '../../../shared/metrics/orderList';
import { presetSettings } from '../../../shared/metrics/presets';
import { findRequestMetric } from '../../../shared/metrics/registry';
import { unjudgedBounds } from '../../../shared/metrics/unjudgedBounds';
import { seededRandom } from '../../../shared/stats/random';
import { type LogRow, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { compareLog } from './support/contestOf';

const settings = presetSettings('default');
const order = { precision: 'f64' as const, ties: 'id' as const, withTies: false };
const contestants: Contestant[] = [
  { name: 'a', kind: 'scores', key: 'a', list: 'scores', table: 'scores_1', complete: true },
  { name: 'b', kind: 'scores', key: 'b', list: 'scores', table: 'scores_2', complete: true },
];

function requestsOf(rows: LogRow[], count: number): LogRow[][] {
  const requests: LogRow[][] = Array.from({ length: count }, () => []);
  for (const row of rows) requests[row.request]!.push(row);
  return requests;
}

describe('bounds for unjudged items', () => {
  it('agree with the reference on random logs', async () => {
    const log = randomLog(seededRandom(3), 1000, 2);
    const db = await sessionOf(log);
    try {
      const data = new ContestData(db, log.rows.length);
      const [frame, ideal] = [await data.requestFrame(), await data.ideal({ name: 'relevance', judged: true })];
      const specs = ['ndcg@3', 'ndcg', 'ndcg_exp2@5'].map(parseMetricId);
      const metrics = specs.map((spec) => ({
        cutoff: spec.cutoff ?? Number.POSITIVE_INFINITY,
        gain: gainOf(spec, settings, spec.name === 'ndcg_exp2' ? 'exp2' : 'linear'),
        maxGain: 3,
        // Halves what an unjudged item is worth: the plausible bounds then lie halfway between the judged difference
        // and the extreme ones.
        bandGain: new Float64Array(rankBands).fill(1.5),
      }));
      const pages = rankedPages(db, { label: 'relevance', frame, order, lists: contestants }, {});
      const results = await evaluateBounds(pages, { frame, ideal, contestants, metrics });
      // The second visit takes what the first one kept.
      expect(await evaluateBounds(pages, { frame, ideal, contestants, metrics })).toEqual(results);
      requestsOf(log.rows, log.requests).forEach((rows, request) => {
        const outside = log.outside.filter((row) => row.request === request);
        const grades = Float64Array.from([...rows, ...outside], (row) => row.grade ?? Number.NaN);
        const [a, b] = [0, 1].map((model) => {
          const scores = Float64Array.from(rows, (row) => row.scores[model] ?? Number.NaN);
          return orderList(
            scores,
            rows.map((row) => row.item),
          ).order;
        });
        specs.forEach((spec, m) => {
          const expected = unjudgedBounds({ a: a!, b: b!, grades }, spec, settings, 3);
          const got = results[m]!;
          if (expected === null) {
            expect(got.lo[0]![request]).toBeNaN();
            return;
          }
          expect(got.lo[0]![request]).toBeCloseTo(expected.a.lo, 11);
          expect(got.hi[1]![request]).toBeCloseTo(expected.b.hi, 11);
          expect(got.pairLo[0]![request]).toBeCloseTo(expected.deltaLo, 11);
          expect(got.pairHi[0]![request]).toBeCloseTo(expected.deltaHi, 11);
          expect(got.plausibleLo[0]![request]).toBeCloseTo((expected.delta + expected.deltaLo) / 2, 11);
          expect(got.plausibleHi[0]![request]).toBeCloseTo((expected.delta + expected.deltaHi) / 2, 11);
        });
      });
    } finally {
      await db.close();
    }
  });

  it('value unjudged items as judged ones at the same ranks', async () => {
    // One list of a model: ranks 1 to 3 with grades 2, none and 1; band 1 is rank 1, band 2 ranks 2 and 3.
    const row = (item: string, score: number, grade: number | null) => ({
      ...{ request: 0, item, position: null, grade },
      scores: [score],
    });
    const db = await sessionOf({ requests: 1, rows: [row('a', 3, 2), row('b', 2, null), row('c', 1, 1)], outside: [] });
    try {
      const frame = await new ContestData(db, 3).requestFrame();
      const gains = [(grade: number) => grade, (grade: number) => 2 ** grade - 1];
      const pages = rankedPages(db, { label: 'relevance', frame, order, lists: contestants.slice(0, 1) }, {});
      expect((await bandGains(pages, gains)).map((means) => Array.from(means.slice(0, 3)))).toEqual([
        [2, 1, 0],
        [3, 1, 0],
      ]);
    } finally {
      await db.close();
    }
  });

  it('hold the mean and the difference under every preset that has them', async () => {
    const log = randomLog(seededRandom(4), 120, 2);
    for (const preset of ['default', 'trec_eval', 'ranx', 'lightgbm']) {
      const params = { preset, metrics: ['ndcg@5'], models: ['a', 'b', '@logged'] };
      const result = await compareLog(log, { params });
      expect(preset === 'default').toBe((result.tieShare ?? 0) > 0.01);
      expect(preset === 'lightgbm').toBe(result.pairs[0]!.bounds === null);
      const bounded = [...result.metrics, ...result.pairs];
      if (preset === 'lightgbm') expect(result.metrics[0]!.boundsReason).toContain('ideal from the list');
      for (const row of bounded) {
        if (row.bounds === null) continue;
        const value = 'delta' in row ? row.delta! : row.mean!;
        expect(row.bounds[0] - 1e-12).toBeLessThanOrEqual(value);
        expect(row.bounds[1] + 1e-12).toBeGreaterThanOrEqual(value);
        if (!('delta' in row)) expect(row.bounds[0]).toBeCloseTo(value, 12);
      }
    }
  });
});

describe('built-in contestants', () => {
  it('@random gets the mean over all orders', async () => {
    const log = randomLog(seededRandom(5), 600, 1);
    const db = await sessionOf(log);
    try {
      const ids = [
        'ndcg@3',
        'ndcg',
        'ndcg_exp2@5',
        'dcg@5',
        'map_R@5',
        'map_min@3',
        'p@3',
        'recall@5',
        'hit@2',
        'mrr@4',
        'judged@5',
      ];
      const specs = ids.map(parseMetricId);
      const plans = specs.map((spec) => planMetric(spec, settings, findRequestMetric(spec.name)!.evaluate));
      const random: Contestant = { name: '@random', kind: 'builtin', key: '@random', list: 'random' };
      const label = { name: 'relevance', judged: true };
      const [vectors] = await new ContestData(db, log.rows.length).vectors({
        order,
        label,
        contestants: [random],
        plans,
      });
      requestsOf(log.rows, log.requests).forEach((rows, request) => {
        const grades = Float64Array.from(rows, (row) => row.grade ?? Number.NaN);
        const outside = log.outside.filter((row) => row.request === request).map((row) => row.grade);
        const list = { grades, judged: Float64Array.from([...grades, ...outside]) };
        specs.forEach((spec, m) => {
          const got = vectors!.values[m]![request]!;
          const expected = randomExpectation(spec, list, settings);
          if (expected === null) expect(got).toBeNaN();
          else expect(got).toBeCloseTo(expected, 11);
        });
      });
    } finally {
      await db.close();
    }
  });

  it('@ideal is best, and perfect where every judged item is in the list', async () => {
    const log = randomLog(seededRandom(6), 300, 2);
    const models = ['@ideal', 'a', 'b', '@popularity', '@random', '@logged'];
    const params = { models, metrics: ['ndcg@5', 'map@5', 'p@5', 'mrr', 'err@5'], inference: false };
    const { metrics } = await compareLog({ ...log, outside: [] }, { params });
    for (const metric of new Set(metrics.map((row) => row.metric))) {
      const [ideal, ...others] = metrics.filter((row) => row.metric === metric);
      for (const other of others) expect(other.mean!).toBeLessThanOrEqual(ideal!.mean! + 1e-12);
    }
    expect(metrics[0]!.mean).toBeCloseTo(1, 12);
    const partly = await compareLog(log, { params });
    expect(partly.metrics[0]!.mean!).toBeLessThan(1);
  });
});
