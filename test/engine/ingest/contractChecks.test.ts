import { utimesSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseFolder, opened, openFiles } from '../session/caseFolder';

interface Given {
  columns: string;
  log: string;
  more?: string;
  files?: Record<string, string>;
}

/** The check of this id in a case with this log; undefined when the build did not report it. */
async function checkOf(id: string, { columns, log, more = '', files = {} }: Given) {
  const yaml = `rankscope: 1\nname: checks\nlog: { path: log.csv, columns: { item: d, ${columns} } }\n${more}`;
  const { session } = await openFiles({ 'case.yaml': yaml, 'log.csv': log, ...files });
  return session.meta.checks.find((each) => each.id === id);
}

describe('propensity sums', () => {
  const columns = 'request: q, position: p, propensity: w';
  const log = 'q,d,p,w\n1,a,1,0.7\n1,b,1,0.4\n1,c,2,0.9\n2,a,1,0.6\n2,b,1,0.4\n';

  it('are checked where items share a place', async () => {
    const check = await checkOf('propensity_sum', { columns, log });
    expect(check).toMatchObject({ severity: 'warns', count: 1 });
    expect(check?.rows).toEqual([{ request_id: '1', position: 1, rows: 2, sum: expect.closeTo(1.1, 12) }]);
  });

  it('are checked over a request when one item is chosen', async () => {
    const check = await checkOf('propensity_sum', { columns, log, more: 'propensity: { kind: single }\n' });
    expect(check?.rows).toEqual([{ request_id: '1', rows: 3, sum: expect.closeTo(2, 12) }]);
  });

  it('say nothing about joint and conditional ones', async () => {
    for (const kind of ['joint', 'conditional']) {
      expect(
        await checkOf('propensity_sum', { columns, log, more: `propensity: { kind: ${kind} }\n` }),
      ).toBeUndefined();
    }
  });

  it('of a distribution over actions are at most 1', async () => {
    const check = await checkOf('distribution_sum', {
      columns,
      log: 'q,d,p,w,all\n1,a,1,0.7,"[0.7, 0.3]"\n2,a,1,0.7,"[0.7, 0.4]"\n3,a,1,0.5,\n',
      more: 'propensity: { distribution: all }\n',
    });
    expect(check).toMatchObject({ severity: 'warns', count: 1 });
    expect(check?.rows).toEqual([{ request_id: '2', item_id: 'a', sum: expect.closeTo(1.1, 12) }]);
  });
});

describe('propensities', () => {
  it('are missed on randomized rows only', async () => {
    const check = await checkOf('propensity_missing', {
      columns: 'request: q, propensity: w',
      log: 'q,d,w,explore\n1,a,,1\n1,b,,0\n2,a,0.5,1\n',
      more: 'propensity: { randomized: explore }\n',
    });
    expect(check).toMatchObject({ severity: 'warns', count: 1 });
    expect(check?.rows).toMatchObject([{ request_id: '1', item_id: 'a' }]);
  });
});

describe('positions', () => {
  const given = { columns: 'request: q, position: p', log: 'q,d,p\n1,a,0\n1,b,3\n2,a,1\n2,b,1\n' };

  it.each([
    ['position_gaps', 'notes', { request_id: '1', item_id: 'b', position: 3 }],
    ['positions_below_1', 'warns', { request_id: '1', item_id: 'a', position: 0 }],
    ['positions_twice', 'warns', { request_id: '2', item_id: 'b', position: 1 }],
  ])('with faults are shown by %s', async (id, severity, row) => {
    expect(await checkOf(id, given)).toMatchObject({ severity, count: 1, rows: [row] });
  });
});

describe('pages', () => {
  const log = 'q,d,l,g\n1,a,x,1\n1,b,x,2\n2,a,x,3\n3,a,y,1\n';

  it('of one request are noted', async () => {
    const check = await checkOf('several_pages', { columns: 'request: q, page: g', log });
    expect(check).toMatchObject({ severity: 'notes', count: 1 });
    expect(check?.rows).toEqual([{ request_id: '1', first_page: 1, last_page: 2, rows: 2 }]);
  });

  it('run on where positions restart on each of them', async () => {
    const rows = '1,a,1,1\n1,b,2,1\n1,c,3,2\n1,d,1,2\n1,e,2,3\n1,f,,3\n1,g,9,\n2,a,1,1\n2,b,1,4\n';
    const yaml =
      'rankscope: 1\nname: pages\nlog: { path: log.csv, positionScope: page, columns: { item: d, request: q, position: p, page: g } }\n';
    const { session } = await openFiles({ 'case.yaml': yaml, 'log.csv': `q,d,p,g\n${rows}` });
    const text =
      "SELECT request_id || item_id || ' ' || coalesce(position::VARCHAR, '-') AS at FROM impressions ORDER BY row_id";
    const found = (await session.db.readRows({ text })).map(({ at }) => at);
    expect(found).toEqual(['1a 1', '1b 2', '1d 3', '1c 5', '1e 7', '1g 9', '1f -', '2a 1', '2b 2']);
    const { checks } = session.meta;
    expect(checks.find(({ id }) => id === 'several_pages')?.detail).toContain('those of the pages above were added');
    expect(checks.some(({ id }) => id === 'positions_twice')).toBe(false);
  });

  it('are asked for where positions restart on pages that nobody names', async () => {
    const yaml =
      'rankscope: 1\nname: pages\nlog: { path: log.csv, positionScope: page, columns: { item: d, request: q, position: p } }\n';
    const { session } = await openFiles({ 'case.yaml': yaml, 'log.csv': 'q,d,p\n1,a,1\n1,b,1\n' });
    const twice = session.meta.checks.find(({ id }) => id === 'positions_twice');
    expect(twice?.detail).toContain('Name the page under log.columns.page');
  });

  it('that are requests of their own are noted', async () => {
    const check = await checkOf('lists_paged', { columns: 'request: q, list: l', log });
    expect(check).toMatchObject({ severity: 'notes', count: 1, rows: [{ list: 'x', requests: 2, rows: 3 }] });
  });
});

describe('times', () => {
  const columns = 'request: q, position: p, time: t';
  const log = 'q,d,p,t\n1,a,1,2026-01-02\n1,b,2,2026-01-01\n2,a,1,2026-01-03\n2,b,2,2026-01-04\n';

  it('that go back down a list are noted', async () => {
    const check = await checkOf('time_order', { columns, log });
    expect(check).toMatchObject({ severity: 'notes', count: 1 });
    expect(check?.rows).toEqual([
      { request_id: '1', item_id: 'b', time: Date.UTC(2026, 0, 1), above: Date.UTC(2026, 0, 2) },
    ]);
  });

  it('after the observation are in the future', async () => {
    const check = await checkOf('time_future', { columns, log, more: 'observedUntil: 2026-01-03T12:00:00Z\n' });
    expect(check).toMatchObject({ severity: 'notes', count: 1, rows: [{ request_id: '2', item_id: 'b' }] });
  });

  it('after the file was written are in the future', async () => {
    const yaml = `rankscope: 1\nname: t\nlog: { path: log.csv, columns: { item: d, ${columns} } }\n`;
    const { folder, cacheDir } = caseFolder({ 'case.yaml': yaml, 'log.csv': log });
    const written = new Date(Date.UTC(2026, 0, 2, 12));
    utimesSync(path.join(folder, 'log.csv'), written, written);
    const { session } = await opened({ path: folder, cacheDir, memory: true });
    expect(session.meta.checks.find((each) => each.id === 'time_future')).toMatchObject({
      severity: 'notes',
      count: 2,
    });
  });

  it('of outcomes before the list was served are noted', async () => {
    const check = await checkOf('outcome_early:order', {
      columns: 'request: q, time: t, conversion: o',
      log: 'q,d,t,o,ot\n1,a,2026-01-02,1,2026-01-01\n1,b,2026-01-02,1,2026-01-05\n1,c,2026-01-02,0,\n',
      more: 'outcomes: { order: { column: o, time: ot, window: 7d } }\n',
    });
    expect(check).toMatchObject({ severity: 'notes', count: 1, rows: [{ item_id: 'a' }] });
  });
});

describe('sampling', () => {
  it.each([
    ['item', 'blocks'],
    ['user', undefined],
    ['request', undefined],
  ])('of %ss is told where it tears lists apart', async (unit, severity) => {
    const yaml = `rankscope: 1\nname: t\nlog: { path: log.csv, sampling: { unit: ${unit}, rate: 0.005 }, columns: { item: d, request: q } }\n`;
    const { session } = await openFiles({ 'case.yaml': yaml, 'log.csv': 'q,d\n1,a\n1,b\n' });
    const check = session.meta.checks.find(({ id }) => id === 'item_sampled');
    expect(check?.severity).toBe(severity);
    if (check) expect(check).toMatchObject({ count: 2, detail: expect.stringContaining('0.5% of the items') });
  });
});

describe('slots', () => {
  it('beside organic ones are counted', async () => {
    const check = await checkOf('slots_not_organic', {
      columns: 'request: q, slot: s',
      log: 'q,d,s\n1,a,organic\n1,b,sponsored\n1,c,sponsored\n1,e,pinned\n1,f,\n',
    });
    expect(check).toMatchObject({ severity: 'warns', count: 3 });
    expect(check?.rows).toEqual([
      { slot: 'sponsored', rows: 2 },
      { slot: 'pinned', rows: 1 },
    ]);
  });
});

describe('models', () => {
  const log = 'q,d,f_price\n1,a,1\n1,b,2\n';

  it('that need features the log lacks block', async () => {
    const given = {
      columns: 'request: q',
      log,
      more: 'models: [{ name: m, file: m.txt, features: [f_prize, Column_0], rename: { Column_0: f_price } }]\n',
      files: { 'm.txt': 'tree\n' },
    };
    const check = await checkOf('model_features:m', given);
    expect(check).toMatchObject({ severity: 'blocks', count: 1, rows: [{ feature: 'f_prize', nearest: 'f_price' }] });
    expect(await checkOf('models_unscored', given)).toMatchObject({ severity: 'blocks', rows: [{ model: 'm' }] });
  });

  it('with scores that are no numbers block', async () => {
    const check = await checkOf('scores_non_finite', {
      columns: 'request: q',
      log,
      more: 'models: [{ name: m, file: m.csv }]\n',
      files: { 'm.csv': 'q,d,score\n1,a,inf\n1,b,1\n' },
    });
    expect(check).toMatchObject({ severity: 'blocks', count: 1, rows: [{ model: 'm', rows: 1 }] });
  });

  it('evaluated inside their training window block', async () => {
    const check = await checkOf('training_window:m', {
      columns: 'request: q, time: t',
      log: 'q,d,t\n1,a,2026-01-01\n2,a,2026-01-02T23:00:00\n3,a,2026-01-03\n',
      more: 'models: [{ name: m, file: m.csv, trained: { to: 2026-01-02 } }]\n',
      files: { 'm.csv': 'q,d,score\n1,a,1\n' },
    });
    expect(check).toMatchObject({ severity: 'blocks', count: 2 });
  });
});

describe('labels', () => {
  it('above the largest grade block, in judgments too', async () => {
    const check = await checkOf('judgments_range', {
      columns: 'request: q',
      log: 'q,d\n1,a\n',
      more: 'metrics: { labelMax: 3 }\njudgments: qrels.txt\n',
      files: { 'qrels.txt': '1 0 a 4\n1 0 b 3\n' },
    });
    expect(check).toMatchObject({
      severity: 'blocks',
      count: 1,
      rows: [{ request_id: '1', item_id: 'a', relevance: 4 }],
    });
  });

  it('computed by SQL block outside their range', async () => {
    const check = await checkOf('label_range:g', {
      columns: 'request: q, click: c',
      log: 'q,d,c\n1,a,1\n1,b,0\n',
      more: 'metrics: { labelMax: 3 }\nlabels: { g: "click * 4" }\n',
    });
    expect(check).toMatchObject({ severity: 'blocks', count: 1, rows: [{ request_id: '1', item_id: 'a' }] });
  });
});

describe('negative grades', () => {
  it('are unjudged, in the log and in judgments', async () => {
    const yaml = (more: string) =>
      `rankscope: 1\nname: t\nlog: { path: log.csv, columns: { item: d, request: q, relevance: y } }\nlabel: relevance\n${more}`;
    const log = 'q,d,y\n1,a,-1\n1,b,2\n1,c,0\n1,e,\n';
    const text = 'SELECT item_id, "label:relevance" AS y FROM impressions ORDER BY item_id';
    const own = await openFiles({ 'case.yaml': yaml(''), 'log.csv': log });
    expect((await own.session.db.readRows({ text })).map(({ y }) => y)).toEqual([null, 2, 0, null]);
    const judged = { 'log.csv': log, 'j.csv': 'request,item,relevance\n1,b,-2\n1,c,1\n' };
    const both = await openFiles({ 'case.yaml': yaml('judgments: j.csv\n'), ...judged });
    expect((await both.session.db.readRows({ text })).map(({ y }) => y)).toEqual([null, 2, 1, null]);
    expect(both.session.meta.checks.some(({ id }) => id === 'judgments_negative')).toBe(true);
  });
});

describe('judgments', () => {
  it('that differ from grades of the log are counted, and hold', async () => {
    const yaml =
      'rankscope: 1\nname: t\nlog: { path: log.csv, columns: { item: d, request: q, relevance: y } }\njudgments: j.csv\n';
    const { session } = await openFiles({
      'case.yaml': yaml,
      'log.csv': 'q,d,y\n1,a,1\n1,b,2\n1,c,\n1,e,-1\n2,a,3\n',
      'j.csv': 'request,item,relevance\n1,a,1\n1,b,0\n1,c,2\n1,e,2\n',
    });
    const check = session.meta.checks.find(({ id }) => id === 'judgments_conflict');
    expect(check).toMatchObject({ severity: 'warns', count: 1 });
    expect(check?.rows).toEqual([{ request_id: '1', item_id: 'b', relevance: 2, 'label:relevance': 0 }]);
  });
});

describe('duplicates', () => {
  const log = (rows: number, twins: number) =>
    `q,d\n${Array.from({ length: rows }, (_, i) => `1,${Math.max(i - twins, 0)}\n`).join('')}`;

  it.each([
    [1000, 3, 'warns'],
    [1000, 10, 'warns'],
    [1000, 11, 'blocks'],
  ])('of %i rows, %i of them, have the right weight', async (rows, twins, severity) => {
    const check = await checkOf('duplicates', { columns: 'request: q', log: log(rows, twins) });
    expect(check).toMatchObject({ severity, count: twins });
  });
});
