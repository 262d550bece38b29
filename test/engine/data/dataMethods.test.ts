import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../electron/engine/createEngine';
import { openLoader } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';
import { type Contract, type Events, type MethodName, methods } from '../../../shared/contract';
import { encodeValue } from '../../../shared/wire/codec';
import { buildTable, tableToRows } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import { writeFiles } from '../session/caseFolder';
import { sliceFiles } from '../slices/sliceCase';

const context = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };
let root: string;
let engine: Engine;
let session: string;
const heard: Events['session.changed'][] = [];

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'rankscope-data-'));
  writeFiles(path.join(root, 'case'), sliceFiles);
  engine = createEngine({
    host: 'test',
    startCase: null,
    cacheDir: path.join(root, 'cache'),
    allowedRoots: [root],
    memoryLimit: '1GB',
    threads: null,
    privateSessions: false,
    onFatal: () => undefined,
  });
  engine.onEvent((event, payload) => {
    if (event === 'session.changed') heard.push(payload as Events['session.changed']);
  });
  session = (await engine.openCase(path.join(root, 'case'), { progress: () => undefined })).session;
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

/** Calls a method as a client does; its result must be what the contract says and what the wire carries. */
async function call<M extends MethodName>(method: M, params: Omit<Contract[M]['params'], 'session'>) {
  const result = await engine.handlers[method]({ session, ...params }, context);
  expect(methods[method].result.safeParse(result).error?.issues ?? []).toEqual([]);
  encodeValue(result);
  return result as Contract[M]['result'];
}

/** The file's text. */
async function exported(source: Contract['data.export']['params']['source']) {
  const { token } = await call('data.export', { source, format: 'csv' });
  const { bytes } = await engine.table['data.download']({ token, offset: 0 }, context);
  return Buffer.from(bytes).toString();
}

const numbers = { type: 'f64' as const, values: [1, 2] };
const twice = (one: string, other: string) => ({
  rows: 2,
  columns: [one, other].map((name) => ({ name, type: 'f64', data: new Float64Array(2) })),
});
const changed = (part: object) => ({ rows: 2, columns: [{ ...buildTable({ a: numbers }).columns[0]!, ...part }] });

describe('slice methods', () => {
  it('validate with counts and canonical text, or tell the place', async () => {
    expect(await call('slice.validate', { where: "device='web'" })).toEqual({
      canonical: "(device = 'web')",
      columns: [{ table: null, column: 'device' }],
      rows: 2,
      requests: 1,
      totalRows: 5,
      totalRequests: 3,
    });
    await expect(call('slice.validate', { where: 'devise = 1' })).rejects.toMatchObject({
      code: 'input',
      where: { position: 0 },
    });
  });

  it('save, announce and remove', async () => {
    heard.length = 0;
    const saved = await call('slice.save', { name: 'Mine', where: 'position = 1' });
    expect(saved.slices.map(({ name }) => name)).toEqual(['On the web', 'Broken', 'Mine']);
    await call('selection.save', { name: 'lasso', kind: 'item', ids: ['a'] });
    expect((await call('slice.count', { slice: 'selections.lasso' })).rows).toBe(2);
    expect((await call('slice.remove', { name: 'Mine' })).slices).toHaveLength(2);
    await call('selection.remove', { name: 'lasso' });
    expect(heard.map(({ reason }) => reason)).toEqual(['slices', 'slices', 'slices', 'slices']);
    await expect(call('selection.save', { name: '../x', kind: 'item', ids: ['a'] })).rejects.toMatchObject({
      code: 'usage',
    });
  });

  it('offer columns and values', async () => {
    expect((await call('slice.columns', {})).columns.map(({ text }) => text)).toContain('"say ""hi"""');
    expect((await call('slice.suggest', { column: 'device' })).values[0]).toMatchObject({ rows: 2 });
    await expect(call('slice.suggest', { column: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('hold in contests', async () => {
    const all = await call('compare.summary', { models: ['@logged'], metrics: ['mrr'], inference: false });
    const web = await call('compare.summary', {
      ...{ models: ['@logged'], metrics: ['mrr'], inference: false },
      slice: "device = 'web'",
    });
    expect([all.sliceRows, all.sliceRequests, web.sliceRows, web.sliceRequests]).toEqual([5, 3, 2, 1]);
    expect(web.metrics[0]?.mean).toBe(1);
    expect(all.metrics[0]?.mean).toBe(0.75);
  });
});

describe('data.page', () => {
  it('filters by columns of the table, sorted and counted', async () => {
    const page = await call('data.page', {
      ...{ table: 'impressions', columns: ['item_id', 'position'], where: "device = 'app' OR position = 2" },
      ...{ orderBy: [{ column: 'item_id', descending: true }], limit: 2 },
    });
    expect(tableToRows(page.table)).toEqual([
      { item_id: 'd', position: 1 },
      { item_id: 'c', position: 2 },
    ]);
    expect(page.totalRows).toBe(4);
    const again = await call('data.query', { sql: page.sql });
    expect(tableToRows(again.table)).toEqual(tableToRows(page.table));
    const second = await call('data.page', { table: 'impressions', where: 'position = 2', offset: 1, limit: 5 });
    expect([second.table.rows, second.totalRows]).toEqual([1, 2]);
  });

  it('refuses filters that are more than that', async () => {
    for (const where of ['position IN (SELECT 1)', "read_text('/etc/passwd') = ''", 'true) OR (true', 'rowid = 1']) {
      await expect(call('data.page', { table: 'impressions', where })).rejects.toMatchObject({ code: 'input' });
    }
    await expect(
      call('data.page', { table: 'impressions', where: "device = 'é' AND date_part('h', device) = 1" }),
    ).rejects.toMatchObject({ code: 'input', where: { position: 17 } });
  });

  it('counts tables exactly', async () => {
    const { tables } = await call('data.tables', {});
    for (const { name, rows } of tables) {
      const counted = await call('data.query', { sql: `SELECT count(*)::DOUBLE AS n FROM "${name}"` });
      expect(tableToRows(counted.table)[0]?.n, name).toBe(rows);
    }
  });
});

describe('data.export', () => {
  it('gives a file by parts, once', async () => {
    const made = await call('data.export', { source: { sql: 'SELECT item_id FROM impressions' }, format: 'csv' });
    expect(made).toMatchObject({ name: 'query.csv', rows: 5 });
    const { token } = made;
    const part = await engine.table['data.download']({ token, offset: 0 }, context);
    expect(Buffer.from(part.bytes).toString()).toBe('item_id\na\nb\na\nc\nd\n');
    await expect(engine.table['data.download']({ token, offset: 0 }, context)).rejects.toMatchObject({
      code: 'not_found',
    });
    const other = await call('data.export', { source: { table: 'requests' }, format: 'parquet' });
    expect(engine.takeExport(other.token).name).toBe('requests.parquet');
    await expect(call('data.export', { source: { table: 'no' }, format: 'csv' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('writes chosen columns of a table in the order of its view', async () => {
    const source = {
      table: 'impressions',
      columns: ['item_id', 'request_index'],
      orderBy: [{ column: 'item_id', descending: true }],
    };
    expect(await exported(source)).toBe('item_id,request_index\nd,2\nc,1\nb,0\na,0\na,1\n');
    const wrong = call('data.export', { source: { ...source, columns: ['no'] }, format: 'csv' });
    await expect(wrong).rejects.toMatchObject({ code: 'not_found' });
  });

  it('writes the values of a client as Parquet and CSV, of every type and with what is missing', async () => {
    const values = buildTable({
      text: { type: 'utf8', values: ['a', null, 'ü,"'] },
      kind: { type: 'dict', values: ['x', 'x', null] },
      number: { type: 'f64', values: [0.1 + 0.2, null, -3] },
      half: { type: 'f32', values: [0.5, 1, null] },
      whole: { type: 'i32', values: [-1, null, 7] },
      count: { type: 'u32', values: [4_294_967_295, 0, null] },
      yes: { type: 'bool', values: [true, false, null] },
      at: { type: 'time', values: [Date.UTC(2026, 6, 1, 12), null, 0] },
    });
    expect((await exported({ values, name: 'a chart/1' })).split('\n')).toEqual([
      'text,kind,number,half,whole,count,yes,at',
      'a,x,0.30000000000000004,0.5,-1,4294967295,true,2026-07-01 12:00:00',
      ',x,,1.0,,0,false,',
      '"ü,""",,-3.0,,7,,,1970-01-01 00:00:00',
      '',
    ]);
    const made = await call('data.export', { source: { values, name: 'a chart/1' }, format: 'parquet' });
    expect([made.name, made.rows]).toEqual(['a_chart_1.parquet', 3]);
    const { path: file } = engine.takeExport(made.token);
    const loader = await openLoader(null, { threads: 1 });
    const read = await loader.read({ text: `FROM read_parquet(${quoteText(file)})` });
    await loader.close();
    expect(tableToRows(read)).toEqual(tableToRows(values));
  });

  it.each([
    ['no column', { rows: 1, columns: [] }, 'it has no column'],
    ['a name twice', twice('A', 'a'), 'the column "a" is there twice'],
    ['a column without a name', twice('', 'a'), 'a column has no name'],
    ['too few values', { rows: 3, columns: buildTable({ a: numbers }).columns }, 'column "a" does not have 3 values'],
    ['an unknown type', changed({ type: 'f128' }), 'column "a" is of no known type'],
    ['another array', changed({ data: new Int8Array(2) }), 'column "a" does not have 2 values'],
    ['a short bitmap', changed({ valid: new Uint8Array(0) }), 'tells of too few rows'],
    ['a missing text', changed({ type: 'dict', codes: new Uint32Array([0, 9]) }), 'a code that its dictionary lacks'],
    [
      'texts out of bounds',
      changed({ type: 'utf8', offsets: new Uint32Array([0, 5, 9]), bytes: new Uint8Array(3) }),
      'lie out of their bytes',
    ],
  ])('refuses values with %s', async (_, values, why) => {
    const asked = call('data.export', { source: { values: values as Table, name: 'x' }, format: 'parquet' });
    await expect(asked).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(why) });
  });
});

describe('a case that is left', () => {
  it('in the middle of its build is built to the end, closed, and there at once the next time', async () => {
    const folder = path.join(root, 'left');
    writeFiles(folder, sliceFiles);
    const opened = await engine.table['case.open']({ path: folder }, context);
    await engine.table['case.close']({ session: opened.session }, context);
    const isDone = async () => {
      const { jobs } = await engine.table['jobs.list']({}, context);
      return jobs.find(({ id }) => id === opened.job)?.state;
    };
    await expect.poll(isDone).toBe('done');
    await expect(engine.handlers['case.info']({ session: opened.session }, context)).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(heard.at(-1)).toEqual({ session: opened.session, reason: 'closed' });
    expect(await engine.table['case.open']({ path: folder }, context)).toMatchObject({ state: 'ready' });
  });
});

describe('profiles', () => {
  it('of columns follow the slice', async () => {
    const all = await call('data.profile', { table: 'features_logged', column: 'price' });
    expect([all.rows, all.nulls, all.min, all.max, all.sliced]).toEqual([5, 1, 10, 40, false]);
    const web = await call('data.profile', { table: 'features_logged', column: 'price', slice: "device = 'web'" });
    expect([web.rows, web.max, web.sliced]).toEqual([2, 20, true]);
    await expect(call('data.profile', { table: 'requests', column: 'no' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('name the queries behind them, which run as they stand', async () => {
    const profile = await call('data.profile', { table: 'features_logged', column: 'price', slice: "device = 'web'" });
    expect(profile.queries.map(({ what }) => what)).toEqual([
      'counts and bounds',
      'the most frequent values',
      'the histogram',
    ]);
    const { queries } = await call('data.shape', { slice: "device = 'web'" });
    expect(Object.values(queries).every((each) => each.length > 0)).toBe(true);
    for (const { sql, what } of [...profile.queries, ...Object.values(queries).flat()]) {
      const { table } = await call('data.query', { sql });
      expect(table.rows, what).toBeGreaterThan(0);
    }
  });

  it('of the log count requests, users, lists, positives and missing values', async () => {
    const shape = await call('data.shape', {});
    expect([shape.requests, shape.rows]).toEqual([3, 5]);
    expect(shape.traffic.versions).toEqual([
      { version: 'v1', counts: expect.any(Array) },
      { version: 'v2', counts: expect.any(Array) },
    ]);
    expect(shape.traffic.versions.map(({ counts }) => counts.reduce((a, b) => a + b, 0))).toEqual([2, 1]);
    expect(shape.users).toMatchObject({ users: 2, without: 0, days: { counts: [1, 1, 1] } });
    expect(shape.listLength).toMatchObject({ values: [1, 2], counts: [1, 2] });
    expect(shape.positives).toMatchObject({ label: 'click', perList: { values: [0, 1], counts: [1, 2] } });
    expect(shape.nulls.find(({ column }) => column === 'device')).toEqual({ column: 'device', nulls: 1, share: 0.2 });
    const web = await call('data.shape', { slice: "user = 'u2'" });
    expect([web.requests, web.rows, web.users.users]).toEqual([1, 2, 1]);
    expect(web.nulls.find(({ column }) => column === 'device')?.share).toBe(0.5);
    expect((await call('data.shape', { slice: 'false' })).traffic.reason).toMatch(/no selected request/);
  });

  it('of time count all and selected requests, with versions', async () => {
    const strip = await call('time.strip', { slice: 'position = 2', buckets: 5 });
    expect(strip.width).toBe(12 * 3_600_000);
    expect(strip.total).toEqual([1, 0, 1, 0, 1]);
    expect(strip.selected).toEqual([1, 0, 1, 0, 0]);
    expect(strip.versions.map(({ value, requests }) => [value, requests])).toEqual([
      ['v1', 2],
      ['v2', 2],
    ]);
    expect((await call('time.strip', { buckets: 1 })).total).toEqual([3]);
    expect(strip.changes).toEqual([]);
    expect(strip.column).toBe('served');
  });
});
