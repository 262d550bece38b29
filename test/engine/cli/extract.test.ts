import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { parseCase } from '../../../shared/case/parseCase';
import { runCommand } from '../support/runCommand';

let db: Database;

/** 4,000 users with 1 to 4 requests of 5 items each; every 50th request has no user. Clicks and orders at known delays. */
const world = `
CREATE TABLE requests AS SELECT u AS user_number, r, 'r' || u || '-' || r AS request_id,
  CASE WHEN (u * 4 + r) % 50 = 0 THEN NULL ELSE 'u' || u END AS user_id,
  TIMESTAMPTZ '2026-07-01 00:00:00+00' + INTERVAL 1 MINUTE * (u * 7 + r) AS served_at
FROM range(4000) AS a(u), range(4) AS b(r) WHERE r <= u % 4;
CREATE TABLE impressions AS SELECT request_id, user_id, served_at, p + 1 AS position, 'i' || ((user_number * 3 + p) % 200) AS item_id,
  'q' || user_number % 90 AS query, 'home' AS surface, 1.0 / (p + 1) AS serving_score, 0.2 AS propensity, 'base' AS logging_policy,
  1 AS in_viewport, 'organic' AS slot_type, NULL AS rule_code, 'h1' AS host, p * 0.5 AS f_price
FROM requests, range(5) AS c(p);
INSERT INTO impressions SELECT * FROM impressions WHERE request_id = 'r1-1' AND position = 1;
CREATE TABLE clicks AS SELECT request_id, item_id, served_at + INTERVAL 1 MINUTE * (position * 10) AS clicked_at
FROM impressions WHERE position IN (2, 3);
CREATE TABLE orders AS SELECT request_id, item_id, served_at + INTERVAL 1 DAY * (position * 3) AS ordered_at, 10.0 AS amount
FROM impressions WHERE position IN (1, 3);`;

beforeAll(async () => {
  db = await openLoader(null, { memoryLimit: '1GB' });
  await db.run({ text: world });
});
afterAll(() => db.close());

async function extract(...args: string[]): Promise<{ sql: string; yaml: string }> {
  const { code, out, err } = await runCommand('extract', '--json', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

const share = (salt: string, id: string) =>
  Number.parseInt(createHash('md5').update(`${salt}:${id}`).digest('hex').slice(0, 8), 16) / 2 ** 32;

describe('extract --dialect duckdb', () => {
  it('keeps whole users and whole requests at the asked rate', async () => {
    const { sql } = await extract('--dialect', 'duckdb', '--rate', '0.1');
    await db.run({ text: `CREATE OR REPLACE TABLE sample AS ${sql}` });
    const expected = (await db.readRows({ text: 'SELECT DISTINCT user_id FROM impressions WHERE user_id IS NOT NULL' }))
      .map((row) => String(row.user_id))
      .filter((id) => share('rankscope', id) < 0.1);
    const drawn = await db.readRows({ text: 'SELECT DISTINCT user_id FROM sample WHERE user_id IS NOT NULL' });
    expect(drawn.map((row) => row.user_id).sort()).toEqual(expected.sort());
    // 4,000 draws at 0.1: mean 400, standard deviation 19.
    expect(Math.abs(expected.length - 400)).toBeLessThan(4 * 19);
    const torn = await db.readOne({
      text: `SELECT count(*)::DOUBLE AS torn FROM (
        SELECT coalesce(user_id, request_id) AS unit, count(*) AS n FROM impressions GROUP BY 1) a
        JOIN (SELECT coalesce(user_id, request_id) AS unit, count(*) AS n FROM sample GROUP BY 1) b USING (unit) WHERE a.n <> b.n`,
    });
    expect(torn).toEqual({ torn: 0 });
    const anonymous = await db.readRows({ text: 'SELECT DISTINCT request_id FROM sample WHERE user_id IS NULL' });
    expect(anonymous.length).toBeGreaterThan(5);
    expect(anonymous.every((row) => share('rankscope', String(row.request_id)) < 0.1)).toBe(true);
  });

  it('joins outcomes inside their windows, once a pair', async () => {
    const { sql } = await extract('--dialect', 'duckdb', '--rate', '1');
    await db.run({ text: `CREATE OR REPLACE TABLE everything AS ${sql}` });
    const rows = await db.readRows({
      text: `SELECT position::DOUBLE AS position, min(click)::DOUBLE AS low, max(click)::DOUBLE AS clicked, max(ordered)::DOUBLE AS ordered,
        max(gmv)::DOUBLE AS gmv FROM everything GROUP BY position ORDER BY position`,
    });
    // Clicks come 10 minutes a position late, 30 minutes count and are exclusive; orders 3 days a position, 7 days count.
    // The twin row of r1-1 has two orders of 10 in the orders table and must not count four.
    expect(rows.map(({ clicked, ordered, gmv }) => [clicked, ordered, gmv])).toEqual([
      [0, 1, 20],
      [1, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(rows[1]!.low).toBe(1);
    const count = await db.readOne({
      text: 'SELECT (SELECT count(*) FROM everything)::DOUBLE AS a, (SELECT count(*) FROM impressions)::DOUBLE AS b',
    });
    expect(count!.a).toBe(count!.b);
  });

  it('nests smaller samples in larger ones and honors the dates', async () => {
    const users = async (...args: string[]) => {
      const { sql } = await extract('--dialect', 'duckdb', '--table', 'clicks=', 'orders=', ...args);
      const rows = await db.readRows({ text: `SELECT DISTINCT request_id FROM (${sql})` });
      return new Set(rows.map((row) => String(row.request_id)));
    };
    const small = await users('--rate', '0.05');
    const large = await users('--rate', '0.2');
    expect([...small].every((each) => large.has(each))).toBe(true);
    const other = await users('--rate', '0.05', '--salt', 'other');
    expect([...other].filter((each) => small.has(each)).length).toBeLessThan(small.size / 2);
    await users('--rate', '0.2', '--from', '2026-07-02', '--to', '2026-07-03T12:00:00');
    const { sql } = await extract(
      '--dialect',
      'duckdb',
      '--rate',
      '0.2',
      '--from',
      '2026-07-02',
      '--to',
      '2026-07-03T12:00:00',
    );
    const range = await db.readOne({
      text: `SELECT min(served_at)::VARCHAR AS low, max(served_at)::VARCHAR AS high FROM (${sql})`,
    });
    expect(String(range!.low) >= '2026-07-02').toBe(true);
    expect(String(range!.high) < '2026-07-03 12:00').toBe(true);
  });

  it('gives a block that case.yaml accepts', async () => {
    const { yaml } = await extract('--dialect', 'duckdb', '--columns', 'user=uid,rule=', '--features', 'f_price');
    const block = parse(yaml);
    expect(block.log.sampling).toEqual({ unit: 'user', rate: 0.005 });
    expect(block.log.columns).toMatchObject({ request: 'request_id', user: 'uid' });
    expect(block.log.columns.rule).toBeUndefined();
    const value = { rankscope: 1, name: 'x', ...block, log: { ...block.log, path: 'x.parquet' } };
    expect(parseCase(value).problems).toEqual([]);
  });
});

describe('extract for other warehouses', () => {
  const args = [
    '--rate',
    '0.01',
    '--from',
    '2026-07-01',
    '--table',
    'impressions=my-project.logs.impressions',
    'orders=',
  ];
  const mapped = [
    '--columns',
    'query=,surface=,score=,propensity=,loggingPolicy=,viewed=,slot=,rule=,host=,position=rank',
  ];

  it.each(['bigquery', 'trino', 'spark', 'snowflake', 'duckdb'])('writes %s', async (dialect) => {
    const { sql } = await extract('--dialect', dialect, ...args, ...mapped);
    expect(sql).toMatchSnapshot();
  });

  it('refuses what it cannot write', async () => {
    const wrong = async (...given: string[]) => {
      const { code, err } = await runCommand('extract', ...given);
      expect(code).toBe(2);
      return err.split('\n')[0];
    };
    expect(await wrong('--dialect', 'mysql')).toMatch(/The dialect "mysql" is not known/);
    expect(await wrong('--dialect', 'trino', '--rate', '2')).toMatch(/--rate must be above 0/);
    expect(await wrong('--dialect', 'trino', '--unit', 'row')).toMatch(/The unit "row"/);
    expect(await wrong('--dialect', 'trino', '--salt', "x' OR 1=1")).toMatch(/--salt/);
    expect(await wrong('--dialect', 'trino', '--table', 'views=x')).toMatch(/--table "views=x"/);
    expect(await wrong('--dialect', 'trino', '--columns', 'colour=x')).toMatch(/role "colour"/);
    expect(await wrong('--dialect', 'trino', '--click-window', 'soon')).toMatch(/"soon" is not a window/);
    expect(await wrong('--dialect', 'trino', '--from', 'monday')).toMatch(/"monday" is not a date/);
  });
});
