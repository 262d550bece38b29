import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';

describe('database', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openLoader(null);
  });
  afterAll(() => db.close());

  it('binds parameters of every kind', async () => {
    const text = 'SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d, $5 AS e, len($6) AS f, $7 AS g, $8 AS h';
    const params = ['x', 7, 1.5, true, null, ['a', 'b'], new Date(86_400_000), 12n];
    expect(await db.readOne({ text, params })).toEqual({
      a: 'x',
      b: 7,
      c: 1.5,
      d: true,
      e: null,
      f: 2,
      g: 86_400_000,
      h: 12,
    });
  });

  it('throws rather than truncates a query that fails late', async () => {
    const text = "SELECT (CASE WHEN i = 5000000 THEN 'x' ELSE '1' END)::INTEGER AS v FROM range(6000000) t(i)";
    await expect(db.read({ text })).rejects.toMatchObject({ code: 'input', exceptionType: 'Conversion' });
  });
});
