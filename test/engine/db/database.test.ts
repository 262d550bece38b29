import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
});
afterAll(() => db.close());

describe('read', () => {
  it('binds parameters of every kind', async () => {
    const text = `SELECT $1 AS a, $2 AS b, $3 AS c, $4 AS d, $5 AS e, len($6) AS f, $7 AS g, $8 AS h, list_sum($9) AS i,
      $10::VARCHAR AS j, len($11) AS k`;
    const date = new Date(86_400_000);
    const params = ['x', 7, 1.5, true, null, ['a', 'b'], date, 12n, [1, 2.5], new Uint8Array([0xaa]), []];
    expect(await db.readOne({ text, params })).toEqual({
      a: 'x',
      b: 7,
      c: 1.5,
      d: true,
      e: null,
      f: 2,
      g: 86_400_000,
      h: 12,
      i: 3.5,
      j: '\\xAA',
      k: 0,
    });
  });

  it('binds whole numbers as BIGINT and others as DOUBLE', async () => {
    const text = 'SELECT typeof($1) AS a, typeof($2) AS b, typeof($3) AS c, typeof($4) AS d';
    expect(await db.readOne({ text, params: [1, -0, 0.5, 2 ** 53] })).toEqual({
      a: 'BIGINT',
      b: 'DOUBLE',
      c: 'DOUBLE',
      d: 'DOUBLE',
    });
  });

  it('throws rather than truncates a query that fails late', async () => {
    const text = "SELECT (CASE WHEN i = 5000000 THEN 'x' ELSE '1' END)::INTEGER AS v FROM range(10000000) t(i)";
    await expect(db.read({ text })).rejects.toMatchObject({ code: 'input', exceptionType: 'Conversion' });
  });

  it('runs twenty calls at once', async () => {
    const calls = Array.from({ length: 20 }, (_, i) =>
      db.readOne({ text: 'SELECT sum(i) + $1 AS s FROM range(100000) t(i)', params: [i] }),
    );
    expect(await Promise.all(calls)).toEqual(Array.from({ length: 20 }, (_, i) => ({ s: 4999950000 + i })));
  });
});

describe('readRows', () => {
  it('gives one object per row', async () => {
    const text = "SELECT * FROM (VALUES (1, 'a', true), (NULL, 'b', false)) t(n, s, b)";
    expect(await db.readRows({ text })).toEqual([
      { n: 1, s: 'a', b: true },
      { n: null, s: 'b', b: false },
    ]);
  });

  it('refuses more than 10,000 rows', async () => {
    expect(await db.readRows({ text: 'FROM range(10000)' })).toHaveLength(10_000);
    await expect(db.readRows({ text: 'FROM range(10001)' })).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('readOne', () => {
  it('is null without a row and an error with two', async () => {
    expect(await db.readOne({ text: 'SELECT 1 WHERE false' })).toBeNull();
    await expect(db.readOne({ text: 'FROM range(2)' })).rejects.toMatchObject({ code: 'too_large' });
  });
});

describe('statementTypes', () => {
  it('names each statement and runs none', async () => {
    const text = 'SELECT 1; CREATE TABLE made AS SELECT 1; EXPLAIN SELECT 1';
    expect(await db.statementTypes(text)).toEqual(['SELECT', 'CREATE', 'EXPLAIN']);
    await expect(db.read({ text: 'FROM made' })).rejects.toMatchObject({ exceptionType: 'Catalog' });
  });

  it('reports a mistake with its place', async () => {
    await expect(db.statementTypes("SELECT 'é', 1 FORM t x")).rejects.toMatchObject({ code: 'input' });
  });
});

describe('transaction', () => {
  it('keeps all or nothing', async () => {
    await db.run({ text: 'CREATE TABLE kept (v INTEGER)' });
    await db.transaction((tx) => tx.run({ text: 'INSERT INTO kept VALUES (1)' }));
    const failing = db.transaction(async (tx) => {
      await tx.run({ text: 'INSERT INTO kept VALUES (2)' });
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    expect(await db.readRows({ text: 'FROM kept' })).toEqual([{ v: 1 }]);
  });

  it('runs nothing that was not waited for outside of it', async () => {
    await db.run({ text: 'CREATE TABLE late (v INTEGER)' });
    let left: Promise<unknown> = Promise.resolve();
    const failing = db.transaction(async (tx) => {
      const insert = { text: 'INSERT INTO late VALUES (1)' };
      left = Promise.allSettled([tx.run(insert), tx.run(insert), tx.run(insert)]);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await left;
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM late' })).toEqual({ n: 0 });
  });

  it('cannot be nested', async () => {
    await db.withConnection(async (connection) => {
      const nested = connection.transaction(() => connection.transaction(async () => 1));
      await expect(nested).rejects.toThrow('nested');
      expect(await connection.transaction((tx) => tx.readOne({ text: 'SELECT 1 AS v' }))).toEqual({ v: 1 });
    });
  });
});

describe('readOnly', () => {
  it.each([
    'INSERT INTO locked VALUES (1)',
    'CREATE TABLE other (v INTEGER)',
    "SELECT nextval('counter')",
    'EXPLAIN ANALYZE INSERT INTO locked VALUES (1)',
    'DROP TABLE locked',
  ])('refuses %s', async (text) => {
    await db.run({ text: 'CREATE TABLE IF NOT EXISTS locked (v INTEGER); CREATE SEQUENCE IF NOT EXISTS counter' });
    await expect(db.readOnly((queries) => queries.run({ text }))).rejects.toMatchObject({ code: 'refused' });
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM locked' })).toEqual({ n: 0 });
  });

  it('reads, also from TEMP tables', async () => {
    await db.withConnection(async (connection) => {
      await connection.run({ text: 'CREATE TEMP TABLE own AS SELECT 5 AS v' });
      expect(await connection.readOnly((queries) => queries.readOne({ text: 'FROM own' }))).toEqual({ v: 5 });
    });
  });
});

describe('connect', () => {
  it('keeps TEMP tables until it is closed', async () => {
    const connection = await db.connect();
    await connection.run({ text: 'CREATE TEMP TABLE cached AS SELECT 1 AS v' });
    await expect(db.read({ text: 'FROM cached' })).rejects.toMatchObject({ exceptionType: 'Catalog' });
    expect(await connection.readOne({ text: 'FROM cached' })).toEqual({ v: 1 });
    await connection.close();
    await connection.close();
  });
});

describe('close', () => {
  it('ends what runs and refuses what comes later', async () => {
    const other = await openLoader(null);
    const running = other.run({ text: 'SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)' });
    const ended = expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await other.close();
    await ended;
    await expect(other.run({ text: 'SELECT 1' })).rejects.toMatchObject({ code: 'closed' });
    await expect(other.connect()).rejects.toMatchObject({ code: 'closed' });
    await other.close();
  });
});
