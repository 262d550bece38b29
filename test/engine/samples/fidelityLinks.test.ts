import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createEngine, type Engine } from '../../../electron/engine/createEngine';
import { openSample } from './support/sampleTables';

const context = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };
const folderOf = (name: string) => path.resolve('samples/cases', name);
const answerOf = (name: string) => parse(readFileSync(path.join(folderOf(name), 'answer.yaml'), 'utf8'));

/** Link 3 by SQL over the log's files: requests before and after the Monday with an organic row at another place. */
const requestsOutOfOrder = `WITH o AS (SELECT request_id, day, position, rank_model FROM log
    WHERE rank_model IS NOT NULL AND (position IS NULL OR slot = 'organic')),
  p AS (SELECT *, row_number() OVER (PARTITION BY request_id ORDER BY rank_model) AS wanted,
    row_number() OVER (PARTITION BY request_id ORDER BY position NULLS LAST) AS place FROM o),
  q AS (SELECT request_id, day, bool_or(position IS NOT NULL AND wanted <> place) AS failed FROM p GROUP BY ALL)
  SELECT day >= 14 AS after, count(*) FILTER (failed) AS failed FROM q GROUP BY 1 ORDER BY 1`;

describe('fidelity of the acceptance cases', () => {
  const cacheDir = mkdtempSync(path.join(os.tmpdir(), 'rankscope-links-'));
  let engine: Engine;
  beforeAll(() => {
    engine = createEngine({
      host: 'test',
      startCase: null,
      cacheDir,
      allowedRoots: [path.resolve('samples')],
      memoryLimit: '1GB',
      threads: null,
      privateSessions: false,
      onFatal: () => undefined,
    });
  });
  afterAll(async () => {
    await engine.close();
    rmSync(cacheDir, { recursive: true, force: true });
  });
  const open = async (name: string) => (await engine.openCase(folderOf(name), { progress: () => undefined })).session;

  it('R3 breaks link 3 on the Monday, links 1 and 2 hold', async () => {
    const session = await open('R3');
    const { score, rank, shown } = await engine.table['fidelity.model']({ session, model: 'baseline' }, context);
    const { onset, measured } = answerOf('R3');
    expect(score).toMatchObject({ verdict: 'exact', where: "model_version = 'v41'", cause: null });
    expect(score.servedRows).toBeGreaterThan(10_000);
    expect(score.byVersion.map(({ version }) => version)).toEqual(['v41']);
    expect(rank).toMatchObject({ stage: 'ranker', verdict: 'exact', sameOrder: 1 });
    expect(rank!.onset).toMatchObject({ onset: null, reference: { failed: 0 } });
    expect(shown).toMatchObject({ verdict: 'broken', onset: { bucket: 'day', onset, end: null } });
    const { reference, buckets } = shown!.onset!;
    expect(reference.rows).toBe(measured['before, affected'].requests);
    const after = buckets.filter(({ from }) => from >= onset);
    const sum = (key: 'rows' | 'failed') => after.reduce((total, each) => total + each[key], 0);
    expect(sum('rows')).toBe(measured['after, affected'].requests);
    const sample = await openSample(folderOf('R3'));
    const bySql = await sample.rows(requestsOutOfOrder);
    expect([reference.failed, sum('failed')]).toEqual(bySql.map(({ failed }) => Number(failed)));
    await sample.db.close();
    expect(shown!.reasons.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['sponsored', 'merchant_cap']));
  });

  it('R5 breaks link 1 of the treatment on clicked rows only', async () => {
    const session = await open('R5');
    const { score } = await engine.table['fidelity.model']({ session, model: 'treatment' }, context);
    const click = score.byOutcome.find(({ outcome }) => outcome === 'click')!;
    expect(click).toMatchObject({ afterOutcome: true, withoutFailed: 0 });
    expect(click.withFailed / click.withRows).toBeGreaterThan(0.05);
    expect(click.withFailed / click.withRows).toBeLessThan(0.12);
    expect(score.cause).toBe('logged_after_scoring');
    expect(score.parity).toBeLessThan(0.999);
    const control = await engine.table['fidelity.model']({ session, model: 'control' }, context);
    expect(control.score).toMatchObject({ verdict: 'exact', cause: null });
    expect(control.score.byOutcome.every(({ afterOutcome }) => !afterOutcome)).toBe(true);
  });

  it('compare tells the links and the likely cause', async () => {
    const session = await open('R5');
    const result = await engine.table['compare.summary'](
      { session, slice: null, preset: null, models: null, metrics: ['ndcg@10'], seed: 0, inference: true, by: null },
      context,
    );
    const treatment = result.models.find(({ name }) => name === 'treatment')!;
    expect(treatment.fidelity).toMatchObject({ cause: 'logged_after_scoring', link: 'none' });
    expect(result.links).toMatchObject({ rank: { verdict: 'exact' }, shown: { stage: 'ranker' } });
  });

  it('tells how two models differ, and stops when it is told to', async () => {
    const session = await open('R5');
    const between = (a: string, b: string) => engine.table['fidelity.between']({ session, a, b }, context);
    expect(await between('control', 'control')).toMatchObject({ verdict: 'exact', orderChanges: 0, largest: [] });
    const found = await between('control', 'treatment');
    expect(found.largest[0]!.difference).toBe(Math.max(...found.largest.map(({ difference }) => difference)));
    expect(found.differentRows).toBeGreaterThan(0);
    expect(found.orderChanges / found.requests).toBeCloseTo(1 - found.sameOrder!, 9);
    const stopped = { ...context, signal: AbortSignal.abort() };
    await expect(
      engine.table['fidelity.between']({ session, a: 'control', b: 'treatment' }, stopped),
    ).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
