import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { quoteIdent, quoteText } from '../../../electron/engine/db/quote';

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
});
afterAll(() => db.close());

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((value) => !value.includes('\0'));

describe('quote', () => {
  it('returns any text and any name unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (value, name) => {
        const table = await db.read({ text: `SELECT ${quoteText(value)} AS ${quoteIdent(name)}, 1 AS v` });
        const bytes = (table.columns[0] as { bytes: Uint8Array }).bytes;
        expect([table.columns[0]!.name, Buffer.from(bytes).toString()]).toEqual([name, value]);
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('refuses what SQL text cannot hold', () => {
    expect(() => quoteIdent('')).toThrow('empty');
    expect(() => quoteIdent('a\0b')).toThrow('NUL');
    expect(() => quoteText('a\0b')).toThrow('NUL');
  });
});
