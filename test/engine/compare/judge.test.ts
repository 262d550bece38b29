import { describe, expect, it } from 'vitest';
import { type JudgeParams, judgePage } from '../../../electron/engine/compare/judge';
import { sqlOfMetric } from '../../../electron/engine/compare/sqlOfMetric';
import { seededRandom } from '../../../shared/stats/random';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { type RandomLog, randomLog } from '../support/randomLog';
import { sessionOf } from '../support/sessionOf';
import { everyRequest, logOf, sourceOf } from './support/contestOf';

const pair = { preset: null, metric: 'ndcg@2', baseline: 'a', model: 'b', offset: 0, limit: 10 };

async function judge(log: RandomLog, params: JudgeParams = pair, source = {}) {
  const db = await sessionOf(log);
  try {
    const { table, totalPairs } = await judgePage(sourceOf(db, log, source), everyRequest(log), params, {});
    const column = (name: string) => Array.from({ length: table.rows }, (_, i) => cellAt(columnOf(table, name), i));
    return {
      totalPairs,
      item: column('item_id'),
      weight: column('weight') as number[],
      share: column('share') as number[],
      a: column('rank_a'),
    };
  } finally {
    await db.close();
  }
}

describe('the pairs to judge', () => {
  it('weigh what their label could move', async () => {
    // A = u, a and B = a, u with one grade of 1, as in the example of A12.
    const log = logOf([
      [
        ['a', 1, 1, [1, 2]],
        ['u', 2, null, [2, 1]],
      ],
    ]);
    const { totalPairs, item, weight, share, a } = await judge(log);
    expect([totalPairs, item, a]).toEqual([1, ['u'], [1]]);
    expect(weight[0]).toBeCloseTo(0.36907, 5);
    expect(share).toEqual([1]);
  });

  it('come heaviest first, page by page', async () => {
    const log = randomLog(seededRandom(31), 100, 2);
    const strict = { ...pair, preset: 'trec_eval' };
    const all = await judge(log, { ...strict, limit: 1000 });
    expect(all.weight).toEqual([...all.weight].sort((x, y) => y - x));
    expect(all.share.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    const page = await judge(log, { ...strict, offset: 5, limit: 3 });
    expect(page.item).toEqual(all.item.slice(5, 8));
    expect(page.totalPairs).toBe(all.totalPairs);
  });

  it('are refused where nothing is known about others', async () => {
    const log = randomLog(seededRandom(32), 5, 2);
    await expect(judge(log, pair, { candidates: 'shown' })).rejects.toThrow('holds only items that were shown');
    await expect(judge(log, { ...pair, preset: 'trec_eval', metric: 'mrr' })).rejects.toThrow('only NDCG has bounds');
  });
});

describe('the query behind a number', () => {
  it('runs over the session and gives the mean', async () => {
    const log = logOf([
      [
        ['a', 1, 1, [1, 2]],
        ['b', 2, 0, [2, 1]],
      ],
    ]);
    const db = await sessionOf(log);
    try {
      const source = sourceOf(db, log);
      const { sql } = await sqlOfMetric(source, everyRequest(log), { preset: null, metric: 'mrr', model: 'a' }, {});
      expect(await db.readOne({ text: sql })).toEqual({ mean: 0.5, requests: 1 });
      const random = sqlOfMetric(source, everyRequest(log), { preset: null, metric: 'mrr', model: '@random' }, {});
      await expect(random).rejects.toThrow('no query over one list');
    } finally {
      await db.close();
    }
  });
});
