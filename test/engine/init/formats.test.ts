import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLoader } from '../../../electron/engine/db/open';
import { proposeCase } from '../../../electron/engine/ingest/init/proposeCase';
import { opened, temporaryFolder } from '../session/caseFolder';
import { proposed, written } from './support';

/** Features of the session that a written case builds, in memory. */
async function builtFeatures(folder: string) {
  const { session } = await opened({ path: folder, cacheDir: path.join(temporaryFolder(), 'cache'), memory: true });
  return session.meta.features;
}

describe('init of other formats', () => {
  it('reads Parquet with maps, structs and arrays', async () => {
    const folder = path.join(temporaryFolder(), 'shop');
    mkdirSync(folder);
    const db = await openLoader(null);
    await db.run({
      text: `COPY (SELECT 'r' || r AS request_id, 'i' || (r * 7 + p) % 50 AS item_id, p AS position, (p = 1)::INTEGER AS click,
        TIMESTAMP '2026-07-01' + INTERVAL 1 MINUTE * r AS served_at, MAP {'price': p * 1.5, 'age': r * 1.0} AS features,
        {age: r, plan: 'x'} AS ctx, [p, r, 0.5]::FLOAT[3] AS emb
        FROM range(1, 41) AS a(r), range(1, 6) AS b(p)) TO '${path.join(folder, 'log.parquet')}' (FORMAT parquet)`,
    });
    await db.close();
    const found = await proposeCase({ paths: [folder] });
    const { case: resolved } = await written(found);
    expect(resolved.features).toMatchObject({
      structs: ['ctx'],
      maps: [{ column: 'features', keys: ['*'] }],
    });
    expect(found.proposal.warnings.join(' ')).toContain('carry no zone and are read as UTC');
    expect(await builtFeatures(folder)).toEqual(expect.arrayContaining(['features.age', 'features.price', 'ctx.age']));
  });

  it('reads NDJSON', async () => {
    const line = (r: number, p: number) =>
      JSON.stringify({ searchId: `s${r}`, sku: `k${(r * 3 + p) % 30}`, rank: p, clicked: p === 2, f_price: p * 1.5 });
    const lines = Array.from({ length: 60 }, (_, i) => line(Math.floor(i / 4), (i % 4) + 1));
    const found = await proposed({ 'log.ndjson': `${lines.join('\n')}\n` });
    expect([found.role('request'), found.role('item'), found.role('click')]).toEqual(['searchId', 'sku', 'clicked']);
    await written(found);
    expect(await builtFeatures(found.folder)).toEqual(['f_price']);
  });

  it('takes JSON text as a map of features', async () => {
    const quoted = (value: object) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const rows = Array.from(
      { length: 40 },
      (_, i) => `r${Math.floor(i / 4)},i${i},${(i % 4) + 1},${quoted({ price: i, ctr: i / 100 })}`,
    );
    const found = await proposed({ 'log.csv': `request_id,item_id,position,payload\n${rows.join('\n')}\n` });
    expect((await written(found)).case.features.maps).toEqual([{ column: 'payload', keys: ['*'] }]);
    expect(await builtFeatures(found.folder)).toEqual(['payload.ctr', 'payload.price']);
  });
});
