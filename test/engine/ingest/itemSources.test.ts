import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const files = {
  'log.csv': 'q,d\n1,01\n1,b\n2,c\n',
  'items.csv': 'sku,active,seen\n01,1,3\nb,0,-1\nc,1,\n',
  'events.csv': 'd,n,ts\n01,2,1780272000\n01,3,1780358400\nb,x,1780272000\n,4,1780272000\nc,1,1780444800\n',
};
const items = 'items: { path: items.csv, id: sku, context: [] }';

async function open(keys: string, more: Record<string, string> = {}) {
  const yaml = `rankscope: 1\nname: sources\nlog: { path: log.csv, columns: { request: q, item: d } }\n${keys}\n`;
  const opened = await openFiles({ 'case.yaml': yaml, ...files, ...more });
  const check = (id: string) => opened.session.meta.checks.find((each) => each.id === id);
  return { ...opened, check, sources: opened.session.meta.itemSources };
}

describe('training events', () => {
  it('come from a column of items that needs no other use', async () => {
    const { rows, sources, check } = await open(`${items}\nnovelty: { events: seen }`);
    expect(await rows('FROM item_events')).toEqual([{ item_id: '01', events: 3 }]);
    expect(sources.events).toEqual({ items: 1, total: 3, source: 'items.csv, seen' });
    expect(check('novelty_events')).toMatchObject({ severity: 'warns', count: 2 });
  });

  it('come from a table, inside the window, with times of any unit', async () => {
    // 1780272000 is 2026-06-01, one day later and three days later.
    const window = '{ path: events.csv, events: n, time: ts, from: 2026-06-01, to: 2026-06-02 }';
    const { rows, sources, check } = await open(`novelty: ${window}`);
    expect(await rows('FROM item_events')).toEqual([{ item_id: '01', events: 5 }]);
    expect(sources.events).toMatchObject({ total: 5, source: 'events.csv, n, 2026-06-01 to 2026-06-02' });
    expect(check('novelty_events')).toMatchObject({ count: 2 });
  });

  it.each([
    ['{ path: events.csv, events: count }', /novelty\.events: there is no column "count"/],
    ['{ path: events.csv, item: product }', /novelty\.item: there is no column "product"/],
    ['{ path: events.csv, time: ts, from: 2027-01-01 }', /events\.csv has no event between/],
  ])('that cannot be read are a check: %s', async (novelty, reason) => {
    const { check, sources, rows } = await open(`novelty: ${novelty}`);
    expect(check('novelty_unread')!.detail).toMatch(reason);
    expect(sources.events).toBeNull();
    expect(await rows("FROM duckdb_tables() WHERE table_name IN ('item_events', 'events_source')")).toEqual([]);
  });

  it.each([
    ['novelty: { events: seen }', /novelty\.path: is missing; give a table of events, or `items`/],
    [`${items}\nnovelty: { time: ts }`, /novelty\.events: is missing/],
    ['novelty: { path: events.csv, from: 2026-06-01 }', /novelty\.time: is missing/],
    [
      'metrics: { embedding: v }\nembeddings: [{ name: v, entity: user, path: v.csv, vector: x }]',
      /metrics\.embedding: "v" is not known/,
    ],
  ])('and embeddings must fit together: %s', async (keys, message) => {
    await expect(open(keys)).rejects.toThrow(message);
  });
});

describe('the catalog', () => {
  it('is what its SELECT gives: ids as text, by their own name or as id', async () => {
    const { rows, sources } = await open(`${items}\ncatalog: SELECT id FROM items WHERE active = 1`);
    expect(await rows('FROM catalog')).toEqual([{ item_id: '01' }, { item_id: 'c' }]);
    expect(sources.catalog).toEqual({ from: 'catalog', items: 2 });
  });

  it('is the items table without one, and the log without that', async () => {
    expect((await open(items)).sources.catalog).toEqual({ from: 'items', items: 3 });
    expect((await open('')).sources.catalog).toEqual({ from: 'log', items: 0 });
  });

  it.each([
    ['SELECT nope FROM items', /case\.yaml, catalog, line 1: .*nope/],
    ['DROP TABLE items', /case\.yaml, catalog must be one SELECT; it is DROP/],
    ['SELECT id FROM items WHERE active = 7', /the SELECT gives no id/],
    ["SELECT * FROM read_csv('/etc/passwd')", /case\.yaml, catalog/],
  ])('that cannot be run is a check: %s', async (select, reason) => {
    const { check, sources, rows } = await open(`${items}\ncatalog: "${select}"`);
    expect(check('catalog_unread')!.detail).toMatch(reason);
    expect(sources.catalog).toEqual({ from: 'unread', items: 0 });
    expect(await rows("FROM duckdb_tables() WHERE table_name = 'catalog'")).toEqual([]);
  });

  it('and items of a TREC case are built too', async () => {
    const yaml = `rankscope: 1
name: trec
log: { format: trec }
judgments: qrels.txt
models: [{ name: run, file: a.run, format: trec }]
items: { path: docs.csv, id: doc }
embeddings: [{ name: v, entity: item, path: docs.csv, id: doc, vector: "e_*" }]
`;
    const { session, rows } = await openFiles({
      'case.yaml': yaml,
      'qrels.txt': '1 0 a 1\n',
      'a.run': '1 Q0 a 1 2.5 x\n1 Q0 b 2 1.5 x\n',
      'docs.csv': 'doc,e_0,e_1\na,1,0\nb,0,1\nc,1,1\n',
    });
    expect(await rows('SELECT id FROM embedding_1')).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(session.meta.itemSources.catalog).toEqual({ from: 'items', items: 3 });
  });
});
