import { describe, expect, it } from 'vitest';
import { ContestData } from '../../../electron/engine/compare/contestData';
import { bandOf, bandSentence } from '../../../electron/engine/compare/thetaBand';
import { type WeightedMetric, weightedClicks } from '../../../electron/engine/compare/weightedClicks';
import type { Database } from '../../../electron/engine/db/database';
import { seededRandom } from '../../../shared/stats/random';
import { randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { compareLog, logOf } from './support/contestOf';

// Example E6: logged a, b, c, d; clicks on a and c; the new list is c, a, b, d.
const e6 = logOf([
  [
    ['a', 1, 1, [4, 3]],
    ['b', 2, 0, [3, 2]],
    ['c', 3, 1, [2, 4]],
    ['d', 4, 0, [1, 1]],
  ],
]);
const theta = (position: number) => [0, 1, 0.5, 0.25, 0.125][position]!;
const clicks = { labels: [{ name: 'click', judged: false, behavioral: true }], defaultLabel: 'click' };

async function weigh(name: WeightedMetric['name'], tau: number): Promise<number[]> {
  const db = await sessionOf(e6, 'click');
  try {
    const frame = await new ContestData(db, 4).requestFrame();
    const order = { precision: 'f64' as const, ties: 'id' as const, withTies: false };
    const contestants = ['scores_1', 'scores_2'].map((table) => ({
      name: table,
      kind: 'scores',
      key: table,
      list: 'scores' as const,
      table,
      complete: true,
    }));
    const metrics = [{ name, cutoff: 10, level: 1, theta, tau }];
    const [result] = await weightedClicks(db, { label: 'click', frame, order, contestants, metrics });
    return result!.values.map((values) => values[0]!);
  } finally {
    await db.close();
  }
}

describe('click metrics by inverse examination', () => {
  it.each([
    ['ips_dcg', 0, 3, 4.63093],
    ['ips_dcg', 0.5, 2, 2.63093],
    ['ips_ndcg', 0, 0.647818, 1],
    ['ips_clicks', 0, 2, 4.5],
    ['ips_arp', 0, 13, 6],
  ] as const)('give example E6: %s with tau %d', async (name, tau, logged, changed) => {
    const [a, b] = await weigh(name, tau);
    expect(a).toBeCloseTo(logged, 6);
    expect(b).toBeCloseTo(changed, 6);
  });

  it('normalize by the clicked weight of all requests', async () => {
    const source = { ...clicks, examination: theta };
    const params = { models: ['a', 'b'], metrics: ['sn_ips_dcg@10(tau=0)'] };
    const { metrics } = await compareLog(e6, { source, params, label: 'click' });
    expect(metrics.map((row) => row.mean)).toEqual([expect.closeTo(0.6, 6), expect.closeTo(0.926186, 6)]);
  });

  it('print what clipping took away and the value without it', async () => {
    const source = { ...clicks, examination: theta };
    const params = { models: ['b'], metrics: ['ips_dcg@10(tau=0.5)'] };
    const { metrics, definitions } = await compareLog(e6, { source, params, label: 'click' });
    expect(metrics[0]).toMatchObject({ unclipped: expect.closeTo(4.63093, 6), clippedShare: expect.closeTo(0.4, 12) });
    expect(definitions['ips_dcg@10(tau=0.5)']).toMatchObject({ examination: "the case's examination file", tau: 0.5 });
  });

  it('say why there are none without positions or clicks', async () => {
    const params = { models: ['a'], metrics: ['ips_dcg@10'] };
    const without = await compareLog(e6, { source: { ...clicks, hasPositions: false }, params, label: 'click' });
    expect(without.metrics[0]!.meanReason).toContain('no positions');
    const judged = await compareLog(e6, { params });
    expect(judged.metrics[0]!.meanReason).toContain('does not come from what users did');
  });
});

describe('the band of position bias', () => {
  it('names the strength at which the winner changes', () => {
    const band = bandOf('ips_dcg@10', [-0.104, -0.069, -0.029, 0.015, 0.06, 0.1, 0.2]);
    expect(band.sign).toBe('mixed');
    expect(bandSentence(band, 'B', 'A')).toBe('B wins if position bias is stronger than η ≈ 0.7');
    expect(bandSentence(bandOf('', [1, 1, 1, 1, -1, -1, -1]), 'B', 'A')).toContain('A wins if position bias');
    expect(bandOf('', [1, 2, 3, 4, 5, 6, 7]).sign).toBe('better');
  });
});

const many = randomLog(seededRandom(9), 200, 3);

// MAP has no bounds for unjudged items, which would withhold verdicts on their own.
describe('verdicts on behavioral labels', () => {
  const compare = (models: string[], source = {}) =>
    compareLog(many, { source: { ...clicks, ...source }, label: 'click', params: { models, metrics: ['map@5'] } });

  it('are never given against the served order', async () => {
    const { pairs, sentence } = await compare(['@logged', 'a']);
    expect(pairs[0]).toMatchObject({ verdict: 'withheld', status: 'biased_to_served' });
    expect(pairs[0]!.withheld).toContain('on the list that @logged showed them, which favors it');
    expect(pairs[0]!.thetaBand!.deltas).toHaveLength(7);
    expect(sentence).toMatch(/^No verdict on a against @logged/);
  });

  it('are not given against the served model either', async () => {
    const { pairs } = await compare(['a', 'b'], { servedModel: 'b' });
    expect(pairs[0]).toMatchObject({ verdict: 'withheld', status: 'biased_to_served' });
  });

  it('need a band of one sign between two orders that were not served', async () => {
    const { pairs } = await compare(['a', 'b', 'c']);
    for (const pair of pairs) {
      expect(pair.status).toBe('judged_on_served');
      expect(pair.verdict === 'withheld').toBe(pair.thetaBand!.sign === 'mixed');
    }
    const blind = await compare(['a', 'b'], { hasPositions: false });
    expect(blind.pairs[0]!.withheld).toContain('without positions');
  });

  it('are given where every row was shown in random order', async () => {
    const options = { source: { ...clicks, randomized: 'explore' }, label: 'click' };
    const prepare = (share: string) => (db: Database) =>
      db.run({ text: `ALTER TABLE impressions ADD COLUMN explore BOOLEAN; UPDATE impressions SET explore = ${share}` });
    const params = { models: ['@logged', 'a'], metrics: ['map@5'] };
    const all = await compareLog(many, { ...options, params, prepare: prepare('true') });
    expect(all.pairs[0]).toMatchObject({ status: 'randomized', withheld: null });
    const some = await compareLog(many, { ...options, params, prepare: prepare('row_id > 10') });
    expect(some.pairs[0]!.verdict).toBe('withheld');
  });
});

describe('verdicts on models', () => {
  const withTime = (db: Database) =>
    db.run({
      text: `ALTER TABLE requests ADD COLUMN time TIMESTAMP;
UPDATE requests SET time = TIMESTAMP '2026-07-01' + INTERVAL 1 HOUR * request_index`,
    });
  const params = { models: ['a', 'b'], metrics: ['ndcg@5'] };

  it('are withheld inside a training window', async () => {
    const trained = new Map([['b', { from: null, to: '2026-07-03T00:00:00.000Z' }]]);
    const result = await compareLog(many, { source: { trained, hasTime: true }, params, prepare: withTime });
    expect(result.pairs[0]).toMatchObject({ verdict: 'withheld' });
    expect(result.pairs[0]!.withheld).toContain('48 of these requests lie inside the training window of b');
    expect(result.warnings.join()).toContain('48 requests lie inside the training window of b');
    const before = new Map([['b', { from: null, to: '2026-06-30T00:00:00.000Z' }]]);
    const clean = await compareLog(many, { source: { trained: before, hasTime: true }, params, prepare: withTime });
    expect(clean.warnings.join()).not.toContain('training window');
  });

  it('are withheld for a model whose file is not what was served', async () => {
    const broken = {
      comparedRows: 1000,
      parity: 0.2,
      link: 'none',
      sameOrder: 0.1,
      maxAbsDiff: 3,
      verdict: 'broken' as const,
      cause: 'missing fill',
    };
    const { pairs, models } = await compareLog(many, {
      source: { fidelity: async () => new Map([['a', broken]]) },
      params,
    });
    expect(pairs[0]!.withheld).toBe(
      'the file of a does not give the scores that were served (fidelity broken: missing fill)',
    );
    expect(models[0]!.fidelity.verdict).toBe('broken');
  });

  it('show which share of the outcomes is mature', async () => {
    const matureUntil = new Map([['click', '2026-07-03T00:00:00.000Z']]);
    const source = { ...clicks, matureUntil, hasTime: true };
    const { metrics, warnings } = await compareLog(many, { source, label: 'click', params, prepare: withTime });
    expect(metrics[0]!.matureShare).toBeCloseTo(48 / 200, 12);
    expect(warnings.join()).toContain('too young for "click"');
    const unknown = await compareLog(many, {
      source: { ...source, matureUntil: new Map([['click', null]]) },
      label: 'click',
      params,
    });
    expect(unknown.metrics[0]).toMatchObject({ matureShare: null, matureShareReason: expect.any(String) });
  });

  it('test guardrails one-sided, without adjustment', async () => {
    const metrics = { primary: ['ndcg@5'], guardrails: ['mrr'], k: 5, margin: 0.05 };
    const settings = {
      relLevel: 1,
      labelMax: null,
      gain: 'linear',
      noPositive: 'skip',
      by: null,
      unit: 'request',
    } as const;
    const { pairs } = await compareLog(many, {
      source: { metrics: { ...settings, ...metrics } },
      params: { models: ['a', 'b'], metrics: ['ndcg@5', 'mrr', 'p@5'] },
    });
    expect(pairs.map((pair) => pair.role)).toEqual(['primary', 'guardrail', 'exploratory']);
    expect(pairs[0]!.pHolm).toBe(pairs[0]!.p.randomization);
    expect(pairs[1]).toMatchObject({ pHolm: null, q: null, pGuardrail: expect.any(Number) });
    expect(pairs[2]!.q).toBe(pairs[2]!.p.randomization);
    expect(pairs[0]!.mde80).toBeGreaterThan(0);
  });
});
