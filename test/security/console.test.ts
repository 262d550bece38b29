import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runConsole } from '../../electron/engine/console/runConsole';
import type { Database } from '../../electron/engine/db/database';
import { openLoader, openSession } from '../../electron/engine/db/open';
import { refusedFunctions } from '../../electron/engine/sql/console/consoleRules';
import { RankscopeError } from '../../shared/wire/errors';

let db: Database;
let folder: string;
let secret: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'rankscope-console-'));
  const file = path.join(folder, 's', 's.rankscope');
  mkdirSync(path.dirname(file));
  secret = path.join(folder, 'secret.csv');
  writeFileSync(secret, 'a\nsecret\n');
  const loader = await openLoader(file);
  await loader.run({ text: 'CREATE TABLE t AS SELECT 1 AS a; CREATE SEQUENCE s;' });
  await loader.close();
  db = await openSession(file);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

async function refusal(sql: string): Promise<RankscopeError> {
  const error = await runConsole(db, sql, 10, {}).then(
    (result) => new Error(`ran: ${sql} gave ${result.rows} rows`),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof RankscopeError)) throw error;
  expect(['input', 'refused', 'unsupported'], `${sql}: ${error.message}`).toContain(error.code);
  return error;
}

async function state(): Promise<string> {
  const tables = await db.readRows({ text: 'SELECT table_name, sql FROM duckdb_tables() ORDER BY ALL' });
  const settings = await db.readRows({ text: 'SELECT name, value FROM duckdb_settings() ORDER BY name' });
  return JSON.stringify([tables, settings, await db.readRows({ text: 'FROM t' }), readdirSync(folder)]);
}

describe('the console', () => {
  it.each([
    'INSERT INTO t VALUES (2)',
    'UPDATE t SET a = 2',
    'DELETE FROM t',
    'DROP TABLE t',
    'CREATE TABLE u (a INTEGER)',
    'CREATE TEMP TABLE u (a INTEGER)',
    'CREATE MACRO m() AS 1',
    'CREATE TEMP MACRO m() AS 1',
    'CREATE VIEW v AS SELECT 1',
    'ALTER TABLE t ADD COLUMN b INTEGER',
    'TRUNCATE t',
    'WITH x AS (SELECT 2) INSERT INTO t FROM x',
    'EXPLAIN ANALYZE INSERT INTO t VALUES (2)',
    'EXPLAIN ANALYZE DELETE FROM t',
    'EXPLAIN (FORMAT json, ANALYZE) DELETE FROM t',
    "EXPLAIN ANALYZE COPY t TO 'x.csv'",
    'EXPLAIN ANALYZE CREATE TABLE u AS FROM t',
    'SET threads = 1',
    'SET VARIABLE x = 1',
    'RESET threads',
    'PRAGMA version',
    'PRAGMA enable_profiling',
    'CALL enable_logging()',
    "ATTACH ':memory:' AS other",
    'DETACH s',
    'USE memory',
    'INSTALL httpfs',
    'LOAD httpfs',
    'CHECKPOINT',
    'BEGIN TRANSACTION',
    'COMMIT',
    'ROLLBACK',
    'VACUUM',
    'PREPARE p AS SELECT 1',
    'EXECUTE p',
    'DEALLOCATE p',
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
    "COPY t TO 'x.csv'",
    "COMMENT ON TABLE t IS 'x'",
    'SELECT 1; SELECT 2',
    'SELECT 1; DROP TABLE t',
    'COMMIT; DROP TABLE t',
    'SELECT 1) ; DROP TABLE t; SELECT * FROM (SELECT 1',
    "SELECT nextval('s')",
    'SELECT "nextval"(\'s\')',
    'PIVOT t ON a',
    '',
    ' -- nothing',
    ';;',
    "'text'",
    'nonsense',
    'SELECT $1',
  ])('refuses %s', async (sql) => {
    const before = await state();
    await refusal(sql);
    expect(await state()).toBe(before);
  });

  it('refuses files, addresses and what lies outside of the session', async () => {
    for (const sql of [
      `FROM '${secret}'`,
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM read_text('${secret}')`,
      `SELECT * FROM read_blob('${secret}')`,
      `SELECT * FROM sniff_csv('${secret}')`,
      `SELECT * FROM parquet_metadata('${secret}')`,
      `SELECT * FROM read_duckdb('${path.join(folder, 's', 's.rankscope')}')`,
      "SELECT * FROM glob('/etc/*')",
      "FROM '/etc/passwd'",
      "FROM 'https://example.org/x.csv'",
      `SELECT * FROM read_csv('${path.join(folder, 's', 's.rankscope.io', '..', '..', 'secret.csv')}')`,
    ]) {
      expect((await refusal(sql)).message).not.toContain('secret\n');
    }
    expect(readFileSync(secret, 'utf8')).toBe('a\nsecret\n');
  });

  it('refuses functions that change the instance while they are prepared', async () => {
    const log = path.join(folder, 'log');
    for (const sql of [
      `SELECT * FROM enable_logging(storage='file', storage_config={'path':'${log}'})`,
      'SELECT * FROM EnAbLe_LoGgInG ()',
      'SELECT * FROM "enable_logging"/* */()',
      'SELECT * FROM (SELECT * FROM enable_profiling())',
      'SELECT * FROM enable_peg_parser()',
      "SELECT * FROM query('SELECT * FROM enable_logging()')",
      "FROM query_table('t')",
      "SELECT * FROM json_execute_serialized_sql('{}')",
      'SELECT * FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)',
      'EXPLAIN SELECT * FROM enable_logging()',
      "SELECT write_log('x')",
      'DESCRIBE SELECT * FROM enable_logging()',
      'SUMMARIZE FROM enable_profiling()',
    ]) {
      expect((await refusal(sql)).message).toMatch(/not allowed here/);
    }
    expect(existsSync(log)).toBe(false);
    expect((await runConsole(db, 'FROM t', 10, {})).rows).toBe(1);
  });

  it('knows every table function of this DuckDB', async () => {
    const listed = await db.readRows({
      text: "SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro') ORDER BY 1",
    });
    const reading =
      /^(duckdb_|pragma_|read_|parquet_|json_(each|tree)$|generate_series$|range$|unnest$|repeat|glob$|histogram|summary$|sniff_csv$|sql_auto_complete$|test_(all_types|vector_types)$|which_secret$|icu_calendar_names$|pg_timezone_names$)/;
    const unknown = listed.map(({ name }) => String(name)).filter((name) => !reading.test(name));
    expect(unknown.filter((name) => !refusedFunctions.has(name))).toEqual([]);
    const volatile = await db.readRows({
      text: "SELECT DISTINCT function_name AS name FROM duckdb_functions() WHERE has_side_effects AND function_type = 'scalar' ORDER BY 1",
    });
    const harmless =
      /^(current_|currval$|error$|gen_random_uuid$|random$|stats$|uuid|in_search_path$|today$|now$|get_current|transaction_timestamp$|txid_current$)/;
    expect(
      volatile.map(({ name }) => String(name)).filter((name) => !harmless.test(name) && !refusedFunctions.has(name)),
    ).toEqual([]);
  });

  it('keeps the session as it is, whatever is typed', async () => {
    const before = await state();
    const pieces = fc.constantFrom(
      ...['SELECT', 'FROM', 't', 'DROP TABLE t', 'INSERT INTO t VALUES (9)', ';', '(', ')', "'", '"', '--', '/*', '*/'],
      ...['EXPLAIN', 'ANALYZE', 'DELETE FROM t', 'WITH x AS (', '1', '$$', ',', '\n', 'enable_logging()', 'a', '*'],
      ...['SET threads = 1', 'COMMIT', 'CREATE TABLE u AS', 'UNION', "E'", '\\', 'PRAGMA', 'BEGIN'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 12 }), async (parts) => {
        await runConsole(db, parts.join(' '), 10, {}).catch((error: unknown) => {
          if (!(error instanceof RankscopeError) || error.code === 'internal') throw error;
        });
      }),
      { numRuns: 800, seed: 22 },
    );
    expect(await state()).toBe(before);
  });
});
