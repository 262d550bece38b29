import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openScratch } from '../../../electron/engine/db/open';
import { quoteIdent } from '../../../electron/engine/db/quote';
import { checkPredicate } from '../../../electron/engine/sql/predicate/checkPredicate';
import { anyOfText, bothText, equalsText, nameText, rangeText } from '../../../shared/slices/predicateText';

let db: Database;

beforeAll(async () => {
  db = await openScratch({ allowedPaths: [] });
});
afterAll(() => db.close());

/** Whether a predicate holds on one row with one column, by the path that slices take. */
async function holds(text: string, name: string, cell: string): Promise<unknown> {
  await checkPredicate(db, text, { log: [name], tables: {} });
  const row = await db.readOne({ text: `SELECT (${text}\n) AS holds FROM (SELECT ${cell} AS ${quoteIdent(name)})` });
  return row?.holds;
}

const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((each) => !each.includes('\0'));
const text = fc.string({ maxLength: 20, unit: 'grapheme' }).filter((each) => !each.includes('\0'));

describe('predicate text in DuckDB', () => {
  it('names every keyword as a column', async () => {
    const words = await db.readRows({ text: 'SELECT keyword_name AS word FROM duckdb_keywords()' });
    expect(words.length).toBeGreaterThan(300);
    for (const { word } of words) {
      const column = String(word);
      expect(await holds(`${nameText(column)} = 1`, column, '1'), column).toBe(true);
      await checkPredicate(db, `items.${nameText(column)} = 1`, { log: [], tables: { items: [column] } });
    }
  });

  it('selects exactly the value that it was made from, whatever names and texts hold', async () => {
    const property = fc.asyncProperty(name, text, text, async (column, value, other) => {
      const literal = `'${value.replaceAll("'", "''")}'`;
      const both = { table: null, column };
      expect(await holds(equalsText(both, 'text', value), column, literal)).toBe(true);
      expect(await holds(equalsText(both, 'text', other), column, literal)).toBe(value === other);
      expect(await holds(anyOfText(both, 'text', [other, value, null]), column, literal)).toBe(true);
    });
    await fc.assert(property, { numRuns: 150, seed: 3 });
  });

  it('keeps numbers and times exactly', async () => {
    const double = fc.double({ noDefaultInfinity: false });
    const property = fc.asyncProperty(double, async (value) => {
      const literal = `'${value}'::DOUBLE`;
      expect(await holds(equalsText({ table: null, column: 'x' }, 'number', value), 'x', literal)).toBe(true);
    });
    await fc.assert(property, { numRuns: 150, seed: 4 });
    const time = Date.UTC(2026, 6, 1, 10, 0, 0, 7);
    const range = rangeText({ table: null, column: 't' }, 'time', time, time + 1);
    expect(await holds(range, 't', "TIMESTAMP '2026-07-01 10:00:00.007'")).toBe(true);
    expect(await holds(range, 't', "TIMESTAMP '2026-07-01 10:00:00.008'")).toBe(false);
    expect(await holds(bothText('x = 1 OR x = 2', 'x = 3 OR x = 1')!, 'x', '2')).toBe(false);
  });
});
