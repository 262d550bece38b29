import { describe, expect, it } from 'vitest';
import { compareResultSchema } from '../../../shared/schemas/compare';
import { caseFolder } from '../session/caseFolder';
import { runCommand } from '../support/runCommand';

// Example E2 of definitions A6: lists [a,b,c] and [a,b,d] over the catalog {a,b,c,d,e}; request 3 is its list of four.
const log = `q,d,rank,s,rel
1,a,1,9,1
1,b,2,8,0
1,c,3,7,0
2,a,1,9,1
2,b,2,8,0
2,d,3,7,0
3,a,1,9,1
3,b,2,8,0
3,c,3,7,0
3,a2,4,6,0
`;
const files = {
  'log.csv': log,
  'items.csv': 'd,title,active,seen\na,A,1,8\nb,B,1,4\nc,C,1,4\nd,D,1,0\ne,E,1,\nz,Z,0,\n',
  'vectors.csv': 'd,e_0,e_1\na,1,0\nb,1,1\nc,0,1\na2,1,0\n',
  'events.ndjson': [
    ...Array.from({ length: 8 }, () => ({ d: 'a', at: '2026-05-02' })),
    ...Array.from({ length: 4 }, () => ({ d: 'b', at: '2026-05-03T23:59:00' })),
    ...Array.from({ length: 4 }, () => ({ d: 'c', at: '2026-05-01' })),
    { d: 'c', at: '2026-05-04' },
    { d: 'd', at: '2026-04-30T23:00:00' },
  ]
    .map((row) => JSON.stringify(row))
    .join('\n'),
};

const yaml = (keys: string, candidates = 'all') => `rankscope: 1
name: E2
log: { path: log.csv, candidates: ${candidates}, columns: { request: q, item: d, position: rank, relevance: rel, score: s } }
${keys}
`;
const items = 'items: { path: items.csv, id: d, title: title, context: [title] }';
const vectors = 'embeddings: [{ name: two axes, entity: item, path: vectors.csv, id: d, vector: "e_*" }]';
const catalog = 'catalog: "SELECT id FROM items WHERE active = 1"';
const counted = 'novelty: { events: seen }';

async function compare(text: string, slice: string, metrics: string) {
  const { folder } = caseFolder({ 'case.yaml': text, ...files });
  const options = ['--json', '--quiet', '--models', '@logged', '--metrics', metrics, '--slice', slice];
  const { code, out, err } = await runCommand('compare', folder, ...options);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const result = compareResultSchema.parse(JSON.parse(out));
  const row = (metric: string) => result.metrics.find((each) => each.metric === metric)!;
  return { result, row };
}

const all = 'ild@3,novelty@3,coverage@3,gini_exposure@3,gini_exposure_w@3';

describe('example E2 from a case', () => {
  it('has the values of its definition, and counts what it leaves out', async () => {
    const text = yaml([items, vectors, catalog, counted].join('\n'));
    const { result, row } = await compare(text, "q IN ('1', '2')", all);
    expect(row('coverage@3').mean).toBe(0.8);
    expect(row('gini_exposure@3').mean).toBeCloseTo(0.333333, 6);
    expect(row('gini_exposure_w@3').mean).toBeCloseTo(0.446928, 6);
    // d has neither a vector nor an event: the second list is [a, b].
    const pairOfSecond = 1 - Math.SQRT1_2;
    expect(row('ild@3')).toMatchObject({ mean: expect.closeTo((0.528595 + pairOfSecond) / 2, 6), leftOutItems: 1 });
    expect(row('novelty@3')).toMatchObject({ mean: expect.closeTo((5 / 3 + 1.5) / 2, 12), leftOutItems: 1 });
    const { definitions } = result;
    expect(definitions['ild@3']!.embedding).toBe('two axes: 4 vectors of 2 numbers, by cosine');
    expect(definitions['novelty@3']!.events).toBe('16 events of 3 items: items.csv, seen');
    expect(definitions['coverage@3']!.catalog).toBe('5 items: the catalog of the case');
    expect(result.warnings).toEqual([
      'ild@3 of @logged leaves out 1 place whose item has no vector.',
      'novelty@3 of @logged leaves out 1 place whose item has no training events.',
    ]);
  });

  it('has its single lists, with events counted row by row in the training window', async () => {
    const window = 'novelty: { path: events.ndjson, time: at, from: 2026-05-01, to: 2026-05-03 }';
    const text = yaml([items, vectors, catalog, window].join('\n'));
    const first = await compare(text, "q = '1'", 'ild@3,novelty@3');
    expect(first.row('ild@3').mean).toBeCloseTo(0.528595, 6);
    expect(first.row('novelty@3').mean).toBeCloseTo(1.666667, 6);
    const four = await compare(text, "q = '3'", 'ild@4,coverage@4');
    expect(four.row('ild@4').mean).toBeCloseTo(0.47978, 6);
    expect(four.row('coverage@4')).toMatchObject({ mean: 0.6, leftOutItems: 1 });
    expect(four.result.warnings).toContain(
      'coverage@4 of @logged leaves out 1 place whose item is not in the catalog.',
    );
  });

  it('takes the items table, then the log as the catalog, and says so', async () => {
    const table = await compare(yaml(items), "q IN ('1', '2')", 'coverage@3,ild@3,novelty@3');
    expect(table.row('coverage@3').mean).toBeCloseTo(4 / 6, 12);
    expect(table.result.warnings[0]).toMatch(/^coverage@3: eligible items are all of the items table/);
    expect(table.row('ild@3').meanReason).toMatch(/list an embedding with entity: item/);
    expect(table.row('novelty@3').meanReason).toMatch(/name a column of items or a table of events under novelty:/);
    const seen = await compare(yaml(''), "q IN ('1', '2')", 'coverage@3');
    expect(seen.row('coverage@3').mean).toBe(0.8);
    expect(seen.result.warnings[0]).toMatch(/^coverage@3: eligible items are all of the log/);
  });

  it('has no coverage where only shown items were logged; exposure needs the catalog', async () => {
    const known = await compare(yaml([items, catalog].join('\n'), 'shown'), "q IN ('1', '2')", all);
    expect(known.row('coverage@3').meanReason).toMatch(/does not hold every candidate/);
    expect(known.row('gini_exposure@3').mean).toBeCloseTo(0.333333, 6);
    const unknown = await compare(yaml('', 'shown'), "q IN ('1', '2')", all);
    expect(unknown.row('gini_exposure@3').meanReason).toMatch(/the eligible catalog is not known/);
  });

  it('has no coverage under a catalog that cannot be run', async () => {
    const broken = 'catalog: "SELECT id FROM nowhere"';
    const { row } = await compare(yaml([items, broken].join('\n')), "q IN ('1', '2')", 'coverage@3');
    expect(row('coverage@3').meanReason).toMatch(/see the check catalog_unread/);
  });
});
