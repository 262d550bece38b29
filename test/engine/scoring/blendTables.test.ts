import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { blendCounts, createBlend } from '../../../electron/engine/sql/scoring/blendScores';
import { listNormalizations } from '../../../shared/blend/normalize';
import { blendList, type ListBlending, valueForms } from '../../../shared/blend/valueModel';
import { seededRandom } from '../../../shared/stats/random';
import { readScores } from './support/scoringCase';

const lists = Array.from({ length: 60 }, (_, list) => 1 + ((list * 7) % 19));
const rowCount = lists.reduce((sum, size) => sum + size, 0);
const random = seededRandom(11);
const draw = () => random.next(2 ** 20) / 2 ** 20;
/** Random probabilities with gaps, ties, lists of equal values, and two rows that no finite value comes of. */
const heads = Array.from({ length: 3 }, (_, head) =>
  Float64Array.from({ length: rowCount }, (_, row) => {
    if (head === 2 && row < lists[0]!) return 0.25;
    if (row % 23 === head) return Number.NaN;
    return random.next(5) === 0 ? random.next(4) / 4 : draw();
  }),
);
heads[0]![40] = 1e308;
heads[0]![41] = -1e308;
heads[1]![40] = 1e308;
heads[1]![60] = -0.5;

/** The reference, list after list; NaN and infinite values are no values. */
function reference(weights: readonly number[], blending: ListBlending): (number | null)[] {
  const values: (number | null)[] = [];
  for (const [list, size] of lists.entries()) {
    const from = lists.slice(0, list).reduce((sum, each) => sum + each, 0);
    const blended = blendList(
      heads.map((head) => head.subarray(from, from + size)),
      weights,
      blending,
    );
    for (const value of blended) values.push(Number.isFinite(value) ? value : null);
  }
  return values;
}

describe('the SQL of a blend', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openLoader(null, { threads: 2 });
    const requests = lists.flatMap((size, list) => Array<number>(size).fill(list));
    await db.run({
      text: `CREATE TABLE impressions AS SELECT (row_number() OVER () - 1)::INTEGER AS row_id, r AS request_index
FROM (SELECT unnest([${requests.join(', ')}]) AS r)`,
    });
    for (const [index, head] of heads.entries()) {
      const list = [...head].map((p) => (Number.isNaN(p) ? 'NULL' : `'${p}'::DOUBLE`));
      await db.run({
        text: `CREATE TABLE scores_1_${index + 1} AS SELECT (row_number() OVER () - 1)::INTEGER AS row_id, p AS score
FROM (SELECT unnest([${list.join(', ')}]) AS p)`,
      });
    }
  });
  afterAll(() => db.close());

  const combinations = valueForms
    .flatMap((value) => listNormalizations.map((normalize): ListBlending => ({ value, normalize })))
    .filter(({ value, normalize }) => value === 'sum' || normalize !== 'zscore_list');

  it.each(combinations)('gives what the reference gives: $value of $normalize', async (blending) => {
    for (const weights of [
      [1, 10, 0.3],
      [0.1, 0.7, 2.5],
      blending.value === 'sum' ? [1.5, -2, 1e-7] : [3, 0.5, 1e-7],
    ]) {
      const parts = weights.map((weight, index) => ({ table: `scores_1_${index + 1}`, weight }));
      await db.run(createBlend(1, parts, blending, true));
      const scores = await readScores(db, 1);
      const expected = reference(weights, blending);
      const exact = blending.value === 'sum' && blending.normalize === 'none';
      expect(scores).toHaveLength(rowCount);
      scores.forEach((score, row) => {
        const wanted = expected[row]!;
        if (exact || score === null || wanted === null) expect(score, `row ${row}`).toBe(wanted);
        else expect(Math.abs(score - wanted), `row ${row}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
      });
      const counts = await db.readOne(blendCounts(1, parts));
      const gaps = Array.from({ length: rowCount }, (_, row) => heads.some((head) => Number.isNaN(head[row]!)));
      expect(counts).toEqual({
        rows: rowCount,
        scored: expected.filter((value) => value !== null).length,
        non_finite: expected.filter((value, row) => value === null && !gaps[row]).length,
      });
    }
  });

  it('holds the rows of every part where they differ', async () => {
    await db.run({
      text: 'CREATE OR REPLACE TABLE scores_2 AS SELECT row_id, score FROM scores_1_3 WHERE row_id < 20',
    });
    const parts = [
      { table: 'scores_1_3', weight: 1 },
      { table: 'scores_2', weight: 1 },
    ];
    await db.run(createBlend(3, parts, { value: 'sum', normalize: 'none' }, false));
    const scores = await readScores(db, 3);
    expect(scores).toHaveLength(rowCount);
    expect(scores.slice(20)).toEqual(Array(rowCount - 20).fill(null));
    expect(scores[0]).toBe(0.5);
  });
});
