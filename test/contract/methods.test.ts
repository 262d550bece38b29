import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../electron/engine/createEngine';
import { type MethodName, methods } from '../../shared/contract';
import { encodeValue } from '../../shared/wire/codec';
import { tableToRows } from '../../shared/wire/columns';
import type { RankscopeError } from '../../shared/wire/errors';
import { blendedCase } from '../engine/support/blendedCase';

const small = path.resolve(import.meta.dirname, '../../samples/small');
const context = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };

let engine: Engine;
let cacheDir: string;
let session: string;
/** A copy of the case with a model that has weights. */
let blended: string;

beforeAll(async () => {
  cacheDir = await mkdtemp(path.join(tmpdir(), 'rankscope-methods-'));
  engine = createEngine({
    host: 'test',
    startCase: small,
    cacheDir,
    allowedRoots: [path.dirname(small), cacheDir],
    memoryLimit: '1GB',
    threads: null,
    privateSessions: false,
    onFatal: () => undefined,
  });
  session = (await engine.openCase(small, { progress: () => undefined })).session;
  blended = (await engine.openCase(blendedCase(cacheDir), { progress: () => undefined })).session;
}, 60_000);

afterAll(async () => {
  await engine.close();
  await rm(cacheDir, { recursive: true, force: true });
});

function call(method: MethodName, params: unknown): Promise<unknown> {
  return engine.handlers[method](params, context);
}

async function failureOf(method: MethodName, params: unknown): Promise<RankscopeError> {
  return call(method, params).then(
    () => expect.fail(`${method} did not fail`),
    (error: RankscopeError) => error,
  );
}

function inContest({ session: _, ...rest }: { session: string; metric: string; baseline: string; model: string }) {
  return rest;
}

/** Params of every method that can be called on the small sample without changing anything. */
function examples(): Partial<Record<MethodName, unknown>> {
  const pair = { session, metric: 'ndcg@10', baseline: 'baseline', model: 'candidate' };
  return {
    'app.info': {},
    'files.list': {},
    'case.open': { path: small },
    'case.info': { session },
    'jobs.list': {},
    'jobs.cancel': { id: 'nothing' },
    'fidelity.model': { session, model: 'baseline' },
    'fidelity.between': { session, a: 'baseline', b: 'candidate' },
    'data.tables': { session },
    'data.page': { session, table: 'impressions', orderBy: [{ column: 'position', descending: true }], limit: 7 },
    'data.query': { session, sql: 'FROM impressions LIMIT 3' },
    'data.profile': { session, table: 'impressions', column: 'position', slice: 'click = 1' },
    'data.shape': { session },
    'time.strip': { session, buckets: 24 },
    'slice.validate': { session, where: "locale = 'nl' AND f_rating > 4" },
    'slice.count': { session, slice: null },
    'slice.list': { session },
    'slice.columns': { session },
    'notes.list': { session },
    'slice.suggest': { session, column: 'device' },
    'models.list': { session },
    'models.pareto': { session: blended, model: 'value', divisions: 4, metrics: ['ndcg@10:relevance', 'mrr:click'] },
    'models.blend': { session: blended, model: 'value', weights: { baseline: 3, candidate: 1 } },
    'models.get': { session, model: 'candidate' },
    'models.importance': { session, model: 'candidate', rows: 8 },
    'models.diff': { session, a: 'baseline', b: 'popularity' },
    'compare.summary': { session },
    'compare.requests': { ...pair, order: 'largest', limit: 5 },
    'compare.distribution': { ...pair, bins: 8 },
    'compare.sql': { session, metric: 'ndcg@10', model: 'baseline', perRequest: true },
    'data.export': { session, format: 'parquet', source: { requests: { ...inContest(pair), slice: "locale = 'nl'" } } },
    'request.get': { session, request: 'r0100' },
    'explain.item': { session, request: 'r0001', item: 'i041', model: 'candidate' },
    'explain.list': { session, request: 'r0001', model: 'candidate' },
    'explain.pair': { session, request: 'r0001', item: 'i041', versus: 'i050', model: 'candidate' },
    'explain.swap': { session, request: 'r0001', item: 'i050', versus: 'i041', model: 'candidate' },
    'explain.curve': { session, request: 'r0001', item: 'i041', model: 'candidate', feature: 'f_rating' },
  };
}

describe('contract methods', () => {
  it('give results that their schemas describe and the wire carries', async () => {
    for (const [method, params] of Object.entries(examples())) {
      const name = method as MethodName;
      const result = await call(name, params);
      const checked = methods[name].result.safeParse(result);
      expect(checked.error?.issues ?? [], method).toEqual([]);
      expect(() => encodeValue(result), method).not.toThrow();
    }
  });

  it('refuse wrong parameters by name and path', async () => {
    const error = await failureOf('data.page', { session, table: 'impressions', limit: 0 });
    expect(error.code).toBe('usage');
    expect(error.message).toMatch(/^data\.page was called with wrong parameters at "limit"/);
    expect((await failureOf('case.info', { session, more: 1 })).code).toBe('usage');
    expect((await failureOf('case.info', null)).code).toBe('usage');
  });

  it('name a session that is not open', async () => {
    const error = await failureOf('data.tables', { session: 'nobody' });
    expect(error).toMatchObject({ code: 'not_found', message: 'There is no open session "nobody".' });
  });

  it('refuse to tell objectives of a model that has one score a row', async () => {
    const error = await failureOf('models.objectives', { session, model: 'baseline' });
    expect(error).toMatchObject({ code: 'input', message: /has one score a row/, hint: /objectives: in case\.yaml/ });
    expect((await failureOf('models.objectives', { session, model: 'nobody' })).code).toBe('not_found');
  });

  it('list what a table has when a column is not there', async () => {
    const error = await failureOf('data.page', { session, table: 'impressions', columns: ['prize'] });
    expect(error).toMatchObject({ code: 'not_found', message: 'Table "impressions" has no column "prize".' });
  });

  it('refuse cases outside the allowed folders', async () => {
    const error = await failureOf('case.open', { path: tmpdir() });
    expect(error.code).toBe('refused');
  });

  it('accept tokens of listed folders only', async () => {
    const listing = (await call('files.list', {})) as { entries: { token: string; name: string }[] };
    const inside = (await call('files.list', { token: listing.entries[0]!.token })) as {
      entries: { token: string; name: string; isCase: boolean }[];
    };
    const found = inside.entries.find((entry) => entry.name === 'small')!;
    expect(found.isCase).toBe(true);
    expect(await call('case.open', { token: found.token })).toMatchObject({ session, state: 'ready' });
    expect((await failureOf('case.open', { token: 'made up' })).code).toBe('not_found');
  });

  it('share one session between clients until the last one closes it', async () => {
    const other = { ...context, client: 'other' };
    await engine.handlers['case.open']({ path: small }, other);
    await engine.handlers['case.close']({ session }, other);
    expect(await call('case.info', { session })).toMatchObject({ state: 'ready' });
  });
});

describe('the requests of a contest', () => {
  const pair = { metric: 'ndcg@10', baseline: 'baseline', model: 'candidate' };
  const listed = async (order: 'worst' | 'request') => {
    const params = { session, slice: null, preset: null, ...pair, order, offset: 0, limit: 500 };
    return tableToRows((await engine.table['compare.requests'](params, context)).table);
  };

  it('are exported in the order of their list', async () => {
    const source = { requests: { ...pair, slice: null, preset: null, order: 'worst' as const } };
    const { token, rows } = await engine.table['data.export']({ session, source, format: 'csv' }, context);
    const { bytes } = await engine.table['data.download']({ token, offset: 0 }, context);
    const lines = Buffer.from(bytes).toString().trimEnd().split('\n');
    expect(rows).toBe(400);
    expect(lines[0]).toBe('request_id,query,rows,a,b,delta');
    const ids = (await listed('worst')).map(({ request_id: id }) => id);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(ids);
  });

  it('have the values that the query behind them gives', async () => {
    const asked = { session, slice: null, preset: null, metric: pair.metric, model: pair.baseline, perRequest: true };
    const { sql } = await engine.table['compare.sql'](asked, context);
    const { table } = await engine.table['data.query']({ session, sql, limit: 500 }, context);
    const values = tableToRows(table).map(({ value }) => value as number | null);
    const own = (await listed('request')).map(({ a }) => a as number | null);
    expect(values).toHaveLength(400);
    values.forEach((value, at) => {
      if (value === null) expect(own[at]).toBeNull();
      else expect(own[at]).toBeCloseTo(value, 12);
    });
  });
});

describe('request.get', () => {
  it('shows the ranks that the metrics are computed from', async () => {
    const detail = await engine.table['request.get'](
      { session, request: 'r0100', slice: null, preset: null, models: ['@logged', 'baseline'], metrics: ['mrr'] },
      context,
    );
    const column = (name: string) => detail.table.columns.find((candidate) => candidate.name === name)!;
    const ranks = Array.from((column('rank:baseline') as { data: Int32Array }).data);
    expect([...ranks].sort((a, b) => a - b)).toEqual(ranks.map((_, i) => i + 1));
    const labels = (column('label') as { data: Float64Array; valid?: Uint8Array }).data;
    const first = Math.min(...ranks.filter((_, i) => labels[i]! > 0));
    expect(detail.metrics.find(({ model }) => model === 'baseline')?.value).toBe(1 / first);
    expect([detail.previous, detail.next]).toEqual(['r0099', 'r0101']);
    expect(detail.facts).toMatchObject({ rows: ranks.length, time: expect.stringMatching(/^2026-06-\d\d [\d:]{8}$/) });
    expect(Object.keys(detail.facts)).not.toEqual(expect.arrayContaining(['request_index']));
  });
});
