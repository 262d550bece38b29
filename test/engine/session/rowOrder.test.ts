import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openCase } from '../../../electron/engine/session/openCase';

const small = path.resolve(import.meta.dirname, '../../../samples/small');

it('stores every table by row in row order, build after build', async () => {
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'rankscope-order-'));
  try {
    // Without insertion order kept, about every second build was out of order.
    for (let build = 0; build < 6; build++) {
      const { session } = await openCase({ path: small, cacheDir, rebuild: true });
      for (const table of ['impressions', 'features_logged', 'scores_1', 'scores_2', 'scores_3']) {
        const sql = { text: `SELECT count(*) FILTER (row_id <> rowid)::DOUBLE AS displaced FROM ${table}` };
        expect(await session.db.readOne(sql), table).toEqual({ displaced: 0 });
      }
      await session.close();
    }
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}, 60_000);
