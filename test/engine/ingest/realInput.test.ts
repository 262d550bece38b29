import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareSummary } from '../../../electron/engine/compare/summary';
import { proposeCase } from '../../../electron/engine/ingest/init/proposeCase';
import { contestSourceOf } from '../../../electron/engine/registry/contestSourceOf';
import type { Session } from '../../../electron/engine/session/session';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { opened, temporaryFolder } from '../session/caseFolder';
import { dataFolder, hasData } from '../support/dataFolder';

if (!hasData) console.warn(`Tests with "data:" are skipped: ${dataFolder} is absent (RANKSCOPE_DATA).`);

const banditCase = `rankscope: 1
name: open bandit
log:
  path: men.csv
  columns: { item: item_id, position: position, time: timestamp, click: click, propensity: propensity_score }
propensity: { kind: marginal }
features: ["user-item_affinity_*"]
items: { path: item_context.csv, id: item_id }
`;

/** A copy of a folder of the data; what the case holds in its place. */
function copyOf(folder: string): { folder: string; cacheDir: string } {
  const root = temporaryFolder();
  const copy = path.join(root, 'case');
  mkdirSync(copy);
  cpSync(path.join(dataFolder, folder), copy, { recursive: true });
  return { folder: copy, cacheDir: path.join(root, 'cache') };
}

function compare(session: Session) {
  const source = contestSourceOf(session, new SessionSlices(session));
  const set = { total: source.requests, indexes: null, rows: source.rows };
  return compareSummary(source, set, {
    preset: 'default',
    models: null,
    metrics: ['ndcg@3'],
    seed: 1,
    inference: false,
    slice: null,
  });
}

describe.skipIf(!hasData)('data: open-bandit', () => {
  it.each([
    ['random', { rows: 10_000, clicks: 46, lowest: 1 / 34, highest: 1 / 34 }],
    ['bts', { rows: 10_000, clicks: 69, lowest: 0.000165, highest: 0.72529 }],
  ])('opens the %s log with its propensities in range', async (policy, known) => {
    const { folder, cacheDir } = copyOf(`open-bandit/${policy}`);
    writeFileSync(path.join(folder, 'case.yaml'), banditCase);
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    expect(session.meta.counts).toMatchObject({ rows: known.rows, requests: known.rows, refusedRows: 0 });
    const [found] = await session.db.readRows({
      text: 'SELECT sum(click) AS clicks, min(propensity) AS lowest, max(propensity) AS highest, min(position) AS first, max(position) AS last FROM impressions',
    });
    const { rows, ...values } = known;
    expect(found).toEqual({ ...values, first: 1, last: 3 });
    expect(session.meta.features).toHaveLength(34);
    const ids = session.meta.checks.map((each) => each.id);
    expect(ids.filter((id) => /propensity|distribution|unknown_items|duplicates/.test(id))).toEqual([]);
    await expect(compare(session)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('carry no request id'),
    });
  });
});

describe.skipIf(!hasData)('data: quepid-haystack', () => {
  it('opens through init without an edit', async () => {
    const { folder, cacheDir } = copyOf('quepid-haystack');
    const { yaml } = await proposeCase({ paths: [folder] });
    writeFileSync(path.join(folder, 'case.yaml'), yaml);
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    expect(session.meta.counts).toMatchObject({ refusedRows: 0 });
    expect(session.models.map(({ name, state }) => [name, state])).toEqual([
      ['no-vector', 'ready'],
      ['vector-2', 'ready'],
      ['with-vector', 'ready'],
    ]);
    const judged = await session.db.readOne({ text: 'SELECT count(*)::DOUBLE AS rows FROM judgments' });
    expect(judged?.rows).toBe(1659);
    const { models, metrics } = await compare(session);
    expect(models.length).toBeGreaterThanOrEqual(3);
    expect(metrics.length).toBeGreaterThanOrEqual(3);
  });
});
