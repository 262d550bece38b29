import { describe, expect, it } from 'vitest';
import { crossingShare, tieCrossingPlan } from '../../../electron/engine/compare/tieCrossing';
import { seededRandom } from '../../../shared/stats/random';
import { randomLog } from '../support/randomLog';
import { compareLog, logOf } from './support/contestOf';

// Example E3 with K = 3: a .9; b, c, d .7; e .2.
const e3 = logOf([
  [
    ['a', 1, 0, [0.9]],
    ['b', 2, 2, [0.7]],
    ['c', 3, 0, [0.7]],
    ['d', 4, 1, [0.7]],
    ['e', 5, 3, [0.2]],
  ],
]);
e3.outside.push({ request: 0, item: 'z', grade: 3 });
const metrics = {
  primary: ['ndcg@3'],
  guardrails: [],
  k: 3,
  relLevel: 1,
  labelMax: null,
  gain: 'linear' as const,
  noPositive: 'skip' as const,
  by: null,
  unit: 'request',
  margin: 0,
};

describe('ties across the cutoff', () => {
  it('turn the headline into the mean over orders, with both ends beside it', async () => {
    const result = await compareLog(e3, { source: { metrics }, params: { metrics: ['ndcg@3', 'p@3', 'mrr@3'] } });
    expect(result.metrics[0]).toMatchObject({
      mean: expect.closeTo(0.191918, 6),
      tiesMin: expect.closeTo(0.084849, 6),
      tiesMax: expect.closeTo(0.298986, 6),
    });
    expect(result.metrics[1]!.mean).toBeCloseTo(0.444444, 6);
    expect(result.tieShare).toBe(1);
    expect(result.definitions['ndcg@3']).toMatchObject({ ties: 'mean over all orders of equal scores' });
    expect(result.warnings.join()).toContain('equal scores across rank 3');
  });

  it('leave the presets of other tools alone', async () => {
    const result = await compareLog(e3, { source: { metrics }, params: { preset: 'trec_eval', metrics: ['ndcg@3'] } });
    expect(result.metrics[0]!.mean).toBeCloseTo(0.107068, 6);
    expect(result.metrics[0]).not.toHaveProperty('tiesMin');
    expect(result).toMatchObject({ tieShare: null, tieShareReason: 'the preset keeps its own rule for ties' });
  });

  it('do not matter in at most one list of a hundred', async () => {
    const log = randomLog(seededRandom(1), 300, 1);
    log.rows.forEach((row, i) => {
      row.scores = [i];
    });
    const result = await compareLog(log, { params: { metrics: ['ndcg@10'] } });
    expect(result.tieShare).toBe(0);
    expect(result.definitions['ndcg@10']).toMatchObject({ ties: 'item id descending' });
  });

  it('are looked for in all models, so that a contest does not change a number', async () => {
    const log = randomLog(seededRandom(2), 200, 2);
    log.rows.forEach((row, i) => {
      row.scores[0] = i;
    });
    const options = { source: { metrics: { ...metrics, k: 5 } } };
    const alone = await compareLog(log, { ...options, params: { models: ['a'], metrics: ['ndcg@5'] } });
    const both = await compareLog(log, { ...options, params: { models: ['a', 'b'], metrics: ['ndcg@5'] } });
    expect(alone.tieShare).toBeGreaterThan(0.01);
    expect(alone.metrics[0]!.mean).toBe(both.metrics[0]!.mean);
  });

  it('are counted where a group spans rank K', () => {
    const { kernel } = tieCrossingPlan(3);
    const view = (tieStarts: number[], length: number) =>
      ({
        length,
        ranks: Int32Array.from({ length }, (_, i) => i + 1),
        ties: tieStarts.length,
        tieStarts: Uint32Array.from(tieStarts),
      }) as Parameters<typeof kernel>[0];
    expect(kernel(view([0, 1, 4], 5))).toBe(1);
    expect(kernel(view([0, 1, 3], 5))).toBe(0);
    expect(kernel(view([0], 3))).toBe(0);
    expect(kernel(view([0], 4))).toBe(1);
    expect(crossingShare(Float64Array.of(1, 0, Number.NaN, 0))).toBeCloseTo(1 / 3, 12);
  });
});
