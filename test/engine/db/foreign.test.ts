import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openForeignSession, openLoader, openSession } from '../../../electron/engine/db/open';

const rules = { tables: ['core', /^scores_\d+$/], columnTypes: ['INTEGER', 'VARCHAR', 'DOUBLE', 'DECIMAL'] };

describe('openForeignSession', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rankscope-db-'));
    path = join(folder, 'session.rankscope');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function build(text: string) {
    const loader = await openLoader(path);
    await loader.run({ text: `CREATE TABLE core (row_id INTEGER, item_id VARCHAR, price DECIMAL(9, 2)); ${text}` });
    await loader.close();
  }

  it('opens a file of known tables with nothing else allowed', async () => {
    await build('CREATE TABLE scores_1 (score DOUBLE); INSERT INTO scores_1 VALUES (0.5)');
    const session = await openForeignSession(path, rules);
    expect(await session.readOne({ text: 'FROM scores_1' })).toEqual({ score: 0.5 });
    for (const text of ["FROM read_csv('/etc/passwd')", `COPY core TO '${folder}/x.csv'`, 'SET threads = 1']) {
      await expect(session.run({ text })).rejects.toMatchObject({ code: expect.stringMatching(/^(refused|input)$/) });
    }
    await session.close();
  });

  it.each([
    ['CREATE VIEW scores_2 AS SELECT 1 AS v', 'a view (main.scores_2)'],
    ["CREATE MACRO f() AS TABLE SELECT * FROM read_text('/etc/passwd')", 'a macro or function (f)'],
    ['CREATE MACRO add(a) AS a + 1', 'a macro or function (add)'],
    ['CREATE SEQUENCE counter', 'a sequence (counter)'],
    ["CREATE TYPE mood AS ENUM ('a')", 'a type (mood)'],
    ['CREATE SCHEMA hidden', 'a schema (hidden)'],
    ['CREATE INDEX i ON core (row_id)', 'an index (i)'],
    ['CREATE TABLE scores_3 (v DOUBLE CHECK (v > 0))', 'a constraint (scores_3)'],
    ['CREATE TABLE scores_4 (v DOUBLE DEFAULT random())', 'a column default (scores_4)'],
    ['CREATE TABLE scores_5 (v DOUBLE, w DOUBLE AS (v + 1))', 'a column default (scores_5)'],
    ['CREATE TABLE extra (v DOUBLE)', 'a table that Rankscope does not write (extra)'],
    ['CREATE TABLE scores_6 (v BLOB)', 'column scores_6.v of type BLOB'],
    ['CREATE TABLE scores_7 (v DOUBLE[])', 'column scores_7.v of type DOUBLE[]'],
  ])('refuses a file with %s', async (text, what) => {
    await build(text);
    const opening = openForeignSession(path, rules);
    await expect(opening).rejects.toMatchObject({ code: 'refused', message: expect.stringContaining(what) });
    // It was closed, so that it can be opened otherwise.
    await (await openSession(path)).close();
  });
});
