import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openScratch } from '../../../electron/engine/db/open';
import { allowedFunctions } from '../../../electron/engine/sql/predicate/allowedFunctions';
import { checkPredicate } from '../../../electron/engine/sql/predicate/checkPredicate';
import { RankscopeError } from '../../../shared/wire/errors';

const scope = {
  log: ['position', 'click', 'time', 'device', 'f "x"', 'tags'],
  tables: { items: ['created_at', 'category'], selections: ['lasso'] },
};
const subject = { what: 'The slice' };
let db: Database;

beforeAll(async () => {
  db = await openScratch({ allowedPaths: [] });
});
afterAll(() => db.close());

function check(text: string) {
  return checkPredicate(db, text, scope, subject);
}

describe('checkPredicate', () => {
  it.each([
    'position <= 3 AND NOT click',
    "device IN ('web', 'app') OR device IS NULL",
    'items.created_at > time - INTERVAL 7 DAY',
    "CASE WHEN click = 1 THEN 'yes' ELSE 'no' END = 'yes'",
    "lower(device) LIKE 'w%' AND regexp_matches(device, '^w')",
    'position BETWEEN 1 AND 10 -- the first page',
    "date_trunc('day', time) = DATE '2026-07-14'",
    'extract(hour FROM time) >= 18',
    "list_contains(tags, 'new') AND tags[1] = 'a'",
    'selections.lasso',
    '"f ""x""" > 1e3',
    'try_cast(device AS INTEGER) > 1',
    'ITEMS.Category IS DISTINCT FROM Device',
  ])('accepts %s', async (text) => {
    expect((await check(text)).text).toBe(text);
  });

  it.each([
    ['DELETE FROM t', /syntax error/],
    ['1=1); DROP TABLE impressions; --', /syntax error|not one expression/],
    ['1=1; SELECT 2', /syntax error/],
    ['true) UNION SELECT (1', /syntax error|not one expression/],
    ['true) GROUP BY (1', /not one expression/],
    ['true) LIMIT (1', /not one expression/],
    ['position IN (SELECT 1)', /a subquery is not allowed/],
    ["EXISTS (FROM '/etc/passwd')", /a subquery is not allowed/],
    ["read_text('/etc/passwd') IS NULL", /the function read_text is not allowed/],
    ['random() < 0.5', /the function random is not allowed/],
    ["getvariable('x') = 1", /the function getvariable is not allowed/],
    ["nextval('s') = 1", /the function nextval is not allowed/],
    ['now() > time', /the function now is not allowed/],
    ["repeat('a', 1000000000) = ''", /the function repeat is not allowed/],
    ['sum(position) OVER () > 1', /a window function is not allowed/],
    ['count(*) > 1', /the function count_star is not allowed|count is not allowed/],
    ['list_filter(tags, x -> x > 1) IS NULL', /not allowed/],
    ['position = $1', /a parameter is not allowed/],
    ['* IS NULL', /star|syntax/],
    ["COLUMNS('f') > 1", /a star is not allowed/],
    ['#1 > 1', /a column by its number/],
    ['a.b.c = 1', /has 3 parts/],
    ['', /it is empty/],
    [`position > 1${' '.repeat(17_000)}`, /at most 16384/],
    ['other.x = 1', /no table "other"; known are items, selections/],
  ] as [string, RegExp][])('refuses %s', async (text, message) => {
    await expect(check(text)).rejects.toMatchObject({ code: 'input', message: expect.stringMatching(message) });
  });

  it('names the nearest column and the place of the fault', async () => {
    await expect(check("device = 'é' AND positon > 1")).rejects.toMatchObject({
      message: 'The slice, character 18: there is no column "positon", did you mean "position"?',
    });
  });

  it('lists the columns that a predicate names', async () => {
    expect((await check('items.category = device')).columns).toEqual([
      { table: 'items', column: 'category' },
      { table: null, column: 'device' },
    ]);
  });

  it('allows only functions that DuckDB has', async () => {
    const rows = await db.readRows({ text: 'SELECT DISTINCT function_name AS name FROM duckdb_functions()' });
    const known = new Set(rows.map((each) => String(each.name)));
    // Special forms of the parser, which DuckDB does not list as functions.
    const forms = [
      'coalesce',
      'ifnull',
      'nullif',
      'if',
      'date',
      '!~',
      '~',
      '@',
      '!',
      '->>',
      '->',
      '^@',
      '**',
      '!~~',
      '!~~*',
    ];
    expect([...allowedFunctions].filter((name) => !known.has(name) && !forms.includes(name))).toEqual([]);
  });

  it('either accepts or refuses any text at all', async () => {
    const words = fc.constantFrom(
      'position',
      '(',
      ')',
      'SELECT',
      "'",
      '"',
      ';',
      '--',
      '/*',
      '=',
      '1',
      'AND',
      'click',
      ',',
      '\n',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 12 }), async (parts) => {
        await check(parts.join(' ')).catch((error: unknown) => {
          if (!(error instanceof RankscopeError) || error.code !== 'input') throw error;
        });
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
