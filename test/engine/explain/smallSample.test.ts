import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/createEngine';

const samples = path.resolve('samples');
const idle = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };
const list = { request: 'r0001', model: 'candidate', seed: 0 } as const;

let engine: Engine;
let cacheDir: string;
let session: string;

beforeAll(async () => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'rankscope-explain-'));
  engine = createEngine({
    host: 'test',
    startCase: null,
    cacheDir,
    allowedRoots: [samples],
    memoryLimit: '1GB',
    threads: null,
    privateSessions: false,
    onFatal: () => undefined,
  });
  session = (await engine.openCase(path.join(samples, 'small'), { progress: () => undefined })).session;
}, 60_000);

afterAll(async () => {
  await engine.close();
  rmSync(cacheDir, { recursive: true, force: true });
});

type Wish = Partial<Parameters<Engine['table']['explain.item']>[0]>;
const explain = (wish: Wish = {}) =>
  engine.table['explain.item']({ session, ...list, item: 'i041', background: 'list', covers: false, ...wish }, idle);
const explainPair = (item: string, versus: string, wish: { request?: string } = {}) =>
  engine.table['explain.pair'](
    { session, ...list, item, versus, attribution: 'pairwise', background: 'list', ...wish },
    idle,
  );
const sum = (contributions: { contribution: number }[]) =>
  contributions.reduce((total, { contribution }) => total + contribution, 0);

describe('an explanation of a network', () => {
  it.each(['list', 'global', 'zeros', 'median'] as const)(
    'adds up to the score against the background %s',
    async (background) => {
      const found = await explain({ background });
      expect(found.base + sum(found.contributions)).toBeCloseTo(found.score, 6);
      expect(found.background.kind).toBe(background);
      expect(found.method).toBe('exact');
    },
  );

  it('explains the score that the session holds', async () => {
    const sql =
      "SELECT scores_2.score FROM scores_2 JOIN impressions USING (row_id) WHERE request_id = 'r0001' AND item_id = 'i041'";
    const stored = await engine.table['data.query']({ session, sql, limit: 1 }, idle);
    const found = await explain();
    expect(found.warnings).toEqual([]);
    const [column] = stored.table.columns;
    expect(found.score).toBe((column as { data: Float64Array }).data[0]);
    expect(found.position).toBeGreaterThanOrEqual(1);
    expect(found.position).toBeLessThanOrEqual(found.items);
  });

  it('explains every item of a list in one table', async () => {
    const found = await engine.table['explain.list']({ session, ...list, background: 'list' }, idle);
    expect(found.table.rows).toBe(12);
    expect(found.table.columns).toHaveLength(4 + found.groups.length);
  });

  it('turns around when the two items of a pair are exchanged', async () => {
    const [forth, back] = [await explainPair('i041', 'i050'), await explainPair('i050', 'i041')];
    expect(forth.ruled).toBeNull();
    expect(sum(forth.contributions)).toBeCloseTo(forth.score - forth.base, 6);
    const other = new Map(back.contributions.map(({ feature, contribution }) => [feature, contribution]));
    for (const { feature, contribution } of forth.contributions) expect(contribution).toBe(-other.get(feature)!);
  });

  it('finds a change that lifts an item above another', async () => {
    const found = await engine.table['explain.swap'](
      { session, ...list, item: 'i050', versus: 'i041', features: null },
      idle,
    );
    expect(found.direction).toBe('above');
    expect(found.swap!.score).toBeGreaterThan(found.versusScore);
    expect(found.swap!.position).toBeLessThan(found.position);
    const [change] = found.swap!.changes;
    const curve = await engine.table['explain.curve'](
      { session, ...list, item: 'i050', feature: change!.feature },
      idle,
    );
    expect(curve.own.position).toBe(found.position);
    expect(curve.points.map(({ value }) => value)).toEqual(
      [...curve.points.map(({ value }) => value)].sort((a, b) => a - b),
    );
  });

  it.each([
    [{ model: 'popularity' }, '"popularity" is a file of scores: there is no model in it that could be explained.'],
    [{ model: '@logged' }, '@logged is no model: there is nothing that could be explained.'],
    [{ model: 'nobody' }, 'There is no model "nobody" in this case.'],
    [{ request: 'r9999' }, 'The log has no request "r9999".'],
    [{ item: 'i999' }, 'The request "r0001" has no item "i999".'],
    [{ covers: true }, /only .*trees|trees only|no forest|not a model of trees/i],
  ])('refuses %j in a sentence', async (wish, message) => {
    await expect(explain(wish)).rejects.toThrow(message);
  });

  it('stops when cancelled', async () => {
    const wish = { session, ...list, item: 'i041', background: 'global' as const, covers: false };
    const cancelled = { ...idle, signal: AbortSignal.abort() };
    await expect(engine.table['explain.item'](wish, cancelled)).rejects.toMatchObject({ code: 'cancelled' });
  });
});
