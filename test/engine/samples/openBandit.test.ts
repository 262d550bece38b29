import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../../../electron/engine/case/loadCase';
import { buildSession } from '../../../electron/engine/session/buildSession';
import { dataFolder } from '../support/dataFolder';

const data = path.join(dataFolder, 'open-bandit');
if (!existsSync(data)) console.warn(`Tests with "data:" are skipped: ${data} is absent (RANKSCOPE_DATA).`);

describe('the Open Bandit case', () => {
  it.skipIf(!existsSync(data))('data: takes each row as a request of its own', async () => {
    const root = mkdtempSync(path.join(os.tmpdir(), 'rankscope-bandit-'));
    const folder = path.join(root, 'case');
    cpSync('samples/open-bandit', folder, { recursive: true });
    cpSync(path.join(data, 'random/men.csv'), path.join(folder, 'data/random.csv'));
    cpSync(path.join(data, 'random/item_context.csv'), path.join(folder, 'data/items.csv'));
    cpSync(path.join(data, 'expected/bts_prior_action_dist_men.csv'), path.join(folder, 'data/bts_policy.csv'));
    const loaded = await loadCase(folder);
    const { database, meta } = await buildSession({ loaded, file: null, sessionDir: path.join(root, 'session') });
    const found = await database!.readRows({
      text: 'SELECT count(*) AS rows, count(DISTINCT request_id) AS requests, sum(click) AS clicks, max(abs(propensity - 1 / 34)) < 1e-9 AS uniform FROM impressions',
    });
    expect(meta.counts).toMatchObject({ rows: 10_000, requests: 10_000, refusedRows: 0 });
    expect(found).toEqual([{ rows: 10_000, requests: 10_000, clicks: 46, uniform: true }]);
    await database!.close();
    rmSync(root, { recursive: true, force: true });
  });
});
