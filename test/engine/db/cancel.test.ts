import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import type { QueryProgress } from '../../../electron/engine/db/statement';

/** Runs for minutes when nobody stops it. */
const endless = { text: 'SELECT sum(a.i * b.i + $1) AS s FROM range(1000000) a(i), range(1000000) b(i)', params: [1] };

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
  await db.run({ text: 'CREATE TABLE t AS SELECT i::DOUBLE AS v FROM range(3000000) r(i)' });
});
afterAll(() => db.close());

describe('cancel', () => {
  it.each([0, 1, 60, 150])('ends a query that has run for %i ms', async (afterMs) => {
    const controller = new AbortController();
    const reading = db.read(endless, { signal: controller.signal });
    let abortedAt = 0;
    setTimeout(() => {
      abortedAt = performance.now();
      controller.abort();
    }, afterMs);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(performance.now() - abortedAt).toBeLessThan(500);
  });

  it('leaves the connection usable', async () => {
    await db.withConnection(async (connection) => {
      await connection.run({ text: 'CREATE TEMP TABLE mine AS SELECT 1 AS v' });
      for (let round = 0; round < 3; round++) {
        const running = connection.run(endless, { signal: AbortSignal.timeout(30) });
        await expect(running).rejects.toMatchObject({ code: 'cancelled' });
        expect(await connection.readOne({ text: 'SELECT v FROM mine' })).toEqual({ v: 1 });
      }
    });
  });

  it('never starts what was cancelled before', async () => {
    const create = { text: 'CREATE TABLE never AS SELECT 1 AS v' };
    await expect(db.run(create, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
    await expect(db.read({ text: 'FROM never' })).rejects.toMatchObject({ exceptionType: 'Catalog' });
  });

  it('drops what waits for its turn', async () => {
    const busy = new AbortController();
    const running = Promise.allSettled(Array.from({ length: 8 }, () => db.run(endless, { signal: busy.signal })));
    const waiting = new AbortController();
    const dropped = db.run({ text: 'CREATE TABLE dropped AS SELECT 1 AS v' }, { signal: waiting.signal });
    waiting.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
    busy.abort();
    await running;
    await expect(db.read({ text: 'FROM dropped' })).rejects.toMatchObject({ exceptionType: 'Catalog' });
  });

  it('drops what waits on a busy connection without touching what runs', async () => {
    await db.withConnection(async (connection) => {
      const running = connection.readOne({ text: 'SELECT sum(sqrt(v)) AS s FROM t, range(20)' });
      const waiting = new AbortController();
      const dropped = connection.run(endless, { signal: waiting.signal });
      waiting.abort();
      await expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
      expect((await running)?.s).toBeGreaterThan(0);
    });
  });

  it('rolls a cancelled transaction back', async () => {
    const working = db.transaction(async (tx) => {
      await tx.run({ text: 'DELETE FROM t' });
      await tx.run(endless, { signal: AbortSignal.timeout(30) });
    });
    await expect(working).rejects.toMatchObject({ code: 'cancelled' });
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM t' })).toEqual({ n: 3_000_000 });
  });

  it('ends everything with interruptAll', async () => {
    const running = Promise.allSettled(Array.from({ length: 12 }, () => db.run(endless)));
    setTimeout(() => db.interruptAll(), 20);
    const codes = (await running).map((result) => (result.status === 'rejected' ? result.reason.code : 'done'));
    expect(new Set(codes)).toEqual(new Set(['cancelled']));
    expect(await db.readOne({ text: 'SELECT 1 AS v' })).toEqual({ v: 1 });
  });
});

describe('progress', () => {
  it('is told while a scan runs', async () => {
    const seen: QueryProgress[] = [];
    const controller = new AbortController();
    const onProgress = (progress: QueryProgress) => {
      seen.push(progress);
      if (progress.percentage !== null || seen.length > 50) controller.abort();
    };
    const text = 'SELECT count(DISTINCT md5(md5(v::VARCHAR))) FROM (SELECT * FROM t UNION ALL SELECT * FROM t)';
    await db.read({ text }, { signal: controller.signal, onProgress }).catch(() => null);
    expect(seen.length).toBeGreaterThan(0);
    for (const { rows, totalRows, percentage } of seen) {
      expect(rows).toBeGreaterThanOrEqual(0);
      expect(totalRows === null || totalRows >= rows).toBe(true);
      expect(percentage === null || (percentage > 0 && percentage <= 100)).toBe(true);
    }
  });
});
