import { describe, expect, it } from 'vitest';
import { compareLog, logOf, plainMetrics } from './support/contestOf';

// Example E2: lists [a,b,c] and [a,b,d] over the catalog {a,b,c,d,e}.
const e2 = logOf([
  [
    ['a', 1, 1, [5]],
    ['b', 2, 0, [4]],
    ['c', 3, 0, [3]],
    ['d', 4, 0, [2]],
    ['e', 5, 0, [1]],
  ],
  [
    ['a', 1, 1, [5]],
    ['b', 2, 0, [4]],
    ['d', 3, 0, [3]],
    ['c', 4, 0, [2]],
    ['e', 5, 0, [1]],
  ],
]);

// The example of A11: scores and outcomes of three requests.
const a11 = logOf([
  [
    ['a', 1, 1, [0.9]],
    ['b', 2, 0, [0.8]],
    ['c', 3, 0, [0.3]],
    ['d', 4, 0, [0.1]],
  ],
  [
    ['a', 1, 1, [0.2]],
    ['b', 2, 0, [0.25]],
  ],
  [['a', 1, 0, [0.7]]],
]);

describe('metrics that are not computed list by list', () => {
  it('count the items of all lists as in example E2', async () => {
    const metrics = ['coverage@3', 'gini_exposure@3', 'gini_exposure_w@3'];
    const result = await compareLog(e2, { params: { models: ['a'], metrics } });
    expect(result.metrics.map((row) => row.mean)).toEqual([
      0.8,
      expect.closeTo(0.333333, 6),
      expect.closeTo(0.446928, 6),
    ]);
    const shown = await compareLog(e2, { source: { candidates: 'shown' }, params: { models: ['a'], metrics } });
    expect(shown.metrics[0]!.meanReason).toContain('the eligible catalog is not known');
  });

  it('read scores and outcomes as in the example of A11', async () => {
    const metrics = ['auc', 'gauc', 'gauc_q', 'logloss', 'ne', 'oe'];
    const result = await compareLog(a11, { params: { models: ['a', '@logged'], metrics } });
    const own = result.metrics.filter((row) => row.model === 'a').map((row) => row.mean);
    const expected = [0.6, 0.666667, 0.5, 0.75399, 1.260284, 0.615385];
    expect(own).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    expect(result.metrics[1]!.meanReason).toBe('@logged has no scores');
    expect(result.pairs[0]).toMatchObject({ delta: null, deltaReason: '@logged has no scores' });
  });

  it('give outcomes per user to the served order only', async () => {
    const result = await compareLog(a11, {
      source: { hasUsers: true, outcomes: { click: 'click', order: null, value: null } },
      params: { models: ['@logged', 'a'], metrics: ['ctr', 'clicks_per_user', 'abandonment', 'orders_per_user'] },
      prepare: (db) =>
        db.run({
          text: `ALTER TABLE impressions ADD COLUMN click DOUBLE; UPDATE impressions SET click = (item_id = 'a')::DOUBLE;
ALTER TABLE requests ADD COLUMN user_id VARCHAR; UPDATE requests SET user_id = CASE WHEN request_index = 0 THEN 'x' ELSE 'y' END`,
        }),
    });
    const served = result.metrics.filter((row) => row.model === '@logged');
    expect(served.map((row) => row.mean)).toEqual([expect.closeTo(3 / 7, 12), 1.5, 0, null]);
    expect(served[0]!.ciReason).toContain('fewer than 100 users');
    expect(served[3]!.meanReason).toBe('the log has no order outcome');
    expect(result.metrics[1]!.meanReason).toContain('is not in the log');
    expect(result.pairs[0]).toMatchObject({ delta: null, verdict: 'withheld', withheld: /is not in the log/ });
  });

  it('compare with random order by skill as in example E1', async () => {
    const e1 = logOf([
      [
        ['p3', 1, 2, [5]],
        ['p7', 2, 0, [4]],
        ['p1', 3, 3, [3]],
        ['p9', 4, null, [2]],
        ['p4', 5, 1, [1]],
      ],
    ]);
    e1.outside.push({ request: 0, item: 'p8', grade: 3 });
    const source = { metrics: { ...plainMetrics, primary: ['ndcg@3'], k: 3 } };
    const result = await compareLog(e1, { source, params: { models: ['a', '@random'], metrics: ['ndcg@3'] } });
    expect(result.metrics[0]).toMatchObject({ mean: expect.closeTo(0.593946, 6), skill: expect.closeTo(0.282666, 5) });
    expect(result.metrics[1]!.mean).toBeCloseTo(0.43394, 6);
  });
});
