import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRows } from '../../../electron/engine/console/exportRows';
import { Exports } from '../../../electron/engine/console/exports';
import { runConsole } from '../../../electron/engine/console/runConsole';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader, openSession, sessionIoDirectory } from '../../../electron/engine/db/open';
import { tableToRows } from '../../../shared/wire/columns';
import { temporaryFolder } from '../session/caseFolder';

let db: Database;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rankscope-console-'));
  const loader = await openLoader(path.join(folder, 's.rankscope'));
  await loader.run({ text: "CREATE TABLE t AS SELECT i, 'é' || i AS name, i * 0.5 AS half FROM range(1000) r(i)" });
  await loader.close();
  db = await openSession(path.join(folder, 's.rankscope'));
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function rows(sql: string, limit = 100) {
  return tableToRows((await runConsole(db, sql, limit, {})).table);
}

describe('the console', () => {
  it.each([
    ['SELECT count(*)::INTEGER AS n FROM t', [{ n: 1000 }]],
    ['  ;; select 1 AS a; -- done\n ; /* ; */', [{ a: 1 }]],
    ['FROM t SELECT i::INTEGER AS i WHERE i = 3', [{ i: 3 }]],
    ['WITH x AS (SELECT 2 AS b) SELECT b FROM x -- end', [{ b: 2 }]],
    ['(VALUES (1))', [{ col0: 1 }]],
    [
      'SELECT \';\' AS semicolon, $$;$$ AS dollars, ";" FROM (SELECT 1 AS ";")',
      [{ semicolon: ';', dollars: ';', ';': 1 }],
    ],
    ['SELECT "query" FROM (SELECT \'q\' AS query)', [{ query: 'q' }]],
    ['SELECT i::INTEGER AS i FROM t ORDER BY half DESC LIMIT 2', [{ i: 999 }, { i: 998 }]],
    ["SELECT 'enable_logging()' AS a -- enable_logging()", [{ a: 'enable_logging()' }]],
  ])('runs %s', async (sql, expected) => {
    expect(await rows(sql)).toEqual(expected);
  });

  it.each(['DESCRIBE t', 'SUMMARIZE t', 'SHOW TABLES', 'EXPLAIN SELECT 1', 'EXPLAIN ANALYZE FROM t', 'TABLE t'])(
    'runs %s too',
    async (sql) => {
      expect((await rows(sql)).length).toBeGreaterThan(0);
    },
  );

  it('keeps the order and says when there is more', async () => {
    const result = await runConsole(db, 'SELECT i::INTEGER AS i FROM t ORDER BY half DESC', 10, {});
    expect(result).toMatchObject({ rows: 10, truncated: true });
    expect(tableToRows(result.table)[9]).toEqual({ i: 990 });
    expect(await runConsole(db, 'FROM t', 1000, {})).toMatchObject({ rows: 1000, truncated: false });
  });

  it('gives what fits one message', async () => {
    const wide = await runConsole(db, "SELECT repeat('x', 50000) || (i // 2) AS wide FROM t", 1000, {});
    expect(wide.truncated).toBe(true);
    expect(wide.rows).toBeGreaterThan(200);
    expect(wide.rows).toBeLessThan(600);
  });

  it('never reads more rows than it shows', async () => {
    expect(await runConsole(db, 'FROM range(1000000000000)', 5, {})).toMatchObject({ rows: 5, truncated: true });
  });

  it('tells where an error is in the text that was sent', async () => {
    await expect(rows('-- note é\n ; SELECT nothing FROM t')).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/nothing/),
      where: { position: 20 },
    });
    await expect(rows('SELECT 1 FROM FROM')).rejects.toMatchObject({ code: 'input', where: { position: 14 } });
    await expect(rows("SELECT name::INTEGER FROM t WHERE i = 'é'")).rejects.toMatchObject({ code: 'input' });
  });

  it('can be cancelled while it runs', async () => {
    const controller = new AbortController();
    const running = runConsole(db, 'SELECT count(*) FROM t a, t b, t c, t d', 10, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await rows('SELECT 1 AS a')).toEqual([{ a: 1 }]);
  });
});

describe('an export', () => {
  it('writes CSV and Parquet into the folder of the session and is taken once', async () => {
    const exports = new Exports();
    const csv = await exportRows(db, exports, { sql: 'FROM t WHERE i < 2;', name: 'query', format: 'csv' }, {});
    expect(csv).toMatchObject({ name: 'query.csv', rows: 2 });
    const file = exports.take(csv.token);
    expect(path.dirname(file.path)).toBe(sessionIoDirectory(db.path!));
    expect(readFileSync(file.path, 'utf8')).toBe('i,name,half\n0,é0,0.0\n1,é1,0.5\n');
    expect(() => exports.take(csv.token)).toThrow(/taken already/);
    const parquet = await exportRows(db, exports, { sql: 'FROM t', name: 't', format: 'parquet' }, {});
    expect(parquet).toMatchObject({ name: 't.parquet', rows: 1000 });
    const part = await exports.read(parquet.token, 0);
    expect(Buffer.from(part.bytes.subarray(0, 4)).toString()).toBe('PAR1');
    expect(part.bytes.length).toBe(parquet.bytes);
    await expect(exports.read(parquet.token, 0)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is written from memory where the session may not write', async () => {
    const memory = await openLoader(null);
    for (const text of [
      "CREATE TABLE m AS SELECT 'a,\"b' AS x, NULL::DOUBLE AS y, TIMESTAMP '2026-07-01 10:00:00' AS z, '' AS w, true AS v",
      'SET enable_external_access=false',
      'SET lock_configuration=true',
    ])
      await memory.run({ text });
    const exports = new Exports();
    const csv = await exportRows(memory, exports, { sql: 'FROM m', name: 'm', format: 'csv' }, {});
    const part = await exports.read(csv.token, 0);
    expect(Buffer.from(part.bytes).toString()).toBe('x,y,z,w,v\n"a,""b",,2026-07-01 10:00:00,"",true\n');
    await expect(
      exportRows(memory, exports, { sql: 'FROM m', name: 'm', format: 'parquet' }, {}),
    ).rejects.toMatchObject({
      code: 'unsupported',
    });
    await memory.close();
  });

  it('leaves nothing behind when it fails or nobody takes it', async () => {
    const exports = new Exports();
    const io = sessionIoDirectory(db.path!);
    mkdirSync(io, { recursive: true });
    const before = readdirSync(io).length;
    for (const sql of ['SELECT name::INTEGER FROM t', 'EXPLAIN SELECT 1', 'DELETE FROM t', 'SELECT nothing']) {
      await expect(exportRows(db, exports, { sql, name: 'query', format: 'csv' }, {})).rejects.toThrow();
    }
    expect(readdirSync(io)).toHaveLength(before);
    await exportRows(db, exports, { sql: 'FROM t', name: 't', format: 'csv' }, {});
    await exports.close();
    expect(readdirSync(io)).toHaveLength(before);
    expect(existsSync(temporaryFolder())).toBe(true);
  });
});
