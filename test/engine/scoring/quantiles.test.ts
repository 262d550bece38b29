import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../electron/engine/db/connection';
import { openLoader } from '../../../electron/engine/db/open';
import { createQuantiles, createSteps, trainingCounts } from '../../../electron/engine/sql/scoring/quantiles';
import { quantileGlobal } from '../../../shared/blend/normalize';
import { nextUnit, seededRandom } from '../../../shared/stats/random';
import { buildTable } from '../../../shared/wire/columns';

async function withTables<T>(
  predictions: readonly number[],
  training: readonly number[],
  work: (db: Connection) => Promise<T>,
): Promise<T> {
  const database = await openLoader(null, { threads: 2 });
  const db = await database.connect();
  try {
    const missing = (value: number, row: number) => (Number.isNaN(value) && row % 2 === 0 ? null : value);
    await db.run({ text: 'CREATE TABLE scores_1_1 (row_id INTEGER, score DOUBLE)' });
    const scores = predictions.map((p) => (Number.isNaN(p) ? null : p));
    const rows = { type: 'i32' as const, values: predictions.map((_, row) => row) };
    await db.append('scores_1_1', buildTable({ row_id: rows, score: { type: 'f64', values: scores } }));
    await db.run({ text: 'CREATE TABLE training (p DOUBLE)' });
    await db.append('training', buildTable({ p: { type: 'f64', values: training.map(missing) } }));
    return await work(db);
  } finally {
    await db.close();
    await database.close();
  }
}

/** Rows in the order of the table; NaN = none. */
async function sharesOf(predictions: readonly number[], training: readonly number[]): Promise<number[]> {
  return withTables(predictions, training, async (db) => {
    await db.run(createSteps(1, 1, 'training', { name: 'p', type: 'DOUBLE' }));
    await db.run(createQuantiles(1, 1, 'scores_1_1'));
    const found = await db.readRows({ text: 'SELECT row_id, score FROM quantiles_1_1 ORDER BY rowid' });
    expect(found.map(({ row_id }) => row_id)).toEqual(predictions.map((_, row) => row));
    return found.map(({ score }) => (score === null ? Number.NaN : Number(score)));
  });
}

function reference(predictions: readonly number[], training: readonly number[]): number[] {
  return [...quantileGlobal(predictions, Float64Array.from(training.filter((p) => !Number.isNaN(p))).sort())];
}

function drawn(seed: number, count: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => {
    const kind = random.next(10);
    if (kind === 0) return Number.NaN;
    if (kind < 4) return random.next(7) / 8 - 0.25;
    if (kind === 4) return random.next(2) === 0 ? 0 : -0;
    return nextUnit(random);
  });
}

describe('shares of training predictions', () => {
  it.each([
    [1, 5000, 2000],
    [2, 7000, 3],
    [3, 20, 9000],
  ])('are those of the reference, with ties and gaps (seed %i)', async (seed, rows, training) => {
    const [p, t] = [drawn(seed, rows), drawn(seed + 10, training)];
    const shares = await sharesOf(p, t);
    expect(shares).toEqual(reference(p, t));
    for (const share of shares) if (!Number.isNaN(share)) expect(share >= 0 && share <= 1).toBe(true);
  });

  it('are 0 below all of them, 1 at the largest, and none without a prediction', async () => {
    const training = [0.2, 0.01, 0.05, Number.NaN, 0.02, 0.1];
    const predictions = [0.05, 0.005, 0.2, Number.NaN, 0.0999999999, Number.MAX_VALUE, -Number.MAX_VALUE];
    const shares = await sharesOf(predictions, training);
    expect(shares).toEqual([0.6, 0, 1, Number.NaN, 0.6, 1, 0]);
    expect(shares).toEqual(reference(predictions, training));
  });

  it('never fall as predictions rise', async () => {
    const p = drawn(5, 4000).filter((value) => !Number.isNaN(value));
    const shares = await sharesOf(
      p.sort((a, b) => a - b),
      drawn(6, 500),
    );
    shares.forEach((share, row) => {
      if (row > 0) expect(share).toBeGreaterThanOrEqual(shares[row - 1]!);
    });
  });

  it('come from columns whose other values are counted', async () => {
    await withTables([], [], async (db) => {
      await db.run({ text: "CREATE TABLE texts AS SELECT unnest(['0.5', 'high', '', NULL, 'nan', '1e-3']) AS p" });
      expect(await db.readOne(trainingCounts('texts', { name: 'p', type: 'VARCHAR' }))).toEqual({
        rows: 6,
        numbers: 2,
        bad: 1,
        example: 'high',
      });
    });
  });
});
