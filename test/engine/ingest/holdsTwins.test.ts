import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../../electron/engine/db/connection';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import type { BuildContext } from '../../../electron/engine/ingest/buildContext';
import { holdsTwins } from '../../../electron/engine/ingest/holdsTwins';

let database: Database;
let db: Connection;

beforeAll(async () => {
  database = await openLoader(null);
  db = await database.connect();
});
afterAll(async () => {
  await db.close();
  await database.close();
});

describe('rows of one request and item', () => {
  it('are found wherever a GROUP BY finds them, also across pages', async () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 9 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(pair, { minLength: 1, maxLength: 14 }),
        fc.integer({ min: 1, max: 15 }),
        async (pairs, page) => {
          const rows = pairs.map(([request, item]) => `(${request}, ${item})`).join(', ');
          await db.run({
            text: `CREATE OR REPLACE TEMP TABLE ordered AS SELECT * FROM (VALUES ${rows}) v(request_index, item_key) ORDER BY request_index`,
          });
          await db.run({ text: 'CREATE OR REPLACE TEMP TABLE item_keys AS SELECT * FROM range(10)' });
          const twice = new Set(pairs.map(String)).size < pairs.length;
          expect(await holdsTwins({ db } as BuildContext, page)).toBe(twice);
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});
