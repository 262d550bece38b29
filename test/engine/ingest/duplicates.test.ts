import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const yaml = (rule: string) => `rankscope: 1
name: twins
log:
  path: log.csv
  duplicates: ${rule}
  columns: { request: q, item: d, position: p, click: c }
features: [f]
`;
const log = 'q,d,p,c,f\n1,a,2,0,10\n1,b,1,0,20\n1,a,1,1,30\n2,a,1,0,40\n';

describe('duplicates', () => {
  it.each([
    ['first', [20, 10, 40], [0, 0, 0]],
    ['last', [30, 20, 40], [1, 0, 0]],
    ['anyOutcome', [20, 10, 40], [0, 1, 0]],
  ])('keeps one row by the rule %s', async (rule, features, clicks) => {
    const { rows, session } = await openFiles({ 'case.yaml': yaml(rule), 'log.csv': log });
    expect(await rows('SELECT row_id, f FROM features_logged ORDER BY row_id')).toEqual(
      features.map((f, row_id) => ({ row_id, f })),
    );
    expect((await rows('SELECT click FROM impressions ORDER BY row_id')).map((each) => each.click)).toEqual(clicks);
    expect(session.meta.checks.slice(0, 1)).toMatchObject([
      { id: 'duplicates', severity: 'blocks', count: 1, rows: [{ request_id: '1', item_id: 'a', rows: 2 }] },
    ]);
  });

  it('refuses them when the case says so', async () => {
    await expect(openFiles({ 'case.yaml': yaml('error'), 'log.csv': log })).rejects.toMatchObject({
      code: 'input',
      message: 'The log holds request "1" with item "a" 2 times, and 1 such rows in all.',
    });
  });

  it('keeps the order of many rows when some are dropped', async () => {
    const lines = ['q,d,p,c,f'];
    for (let row = 0; row < 300_000; row++)
      lines.push(`r${row % 9973},i${Math.floor(row / 9973) % 29},${1 + (row % 17)},0,${row}`);
    const { rows, session } = await openFiles({ 'case.yaml': yaml('first'), 'log.csv': lines.join('\n') });
    expect(session.meta.checks[0]?.count).toBeGreaterThan(0);
    const out = await rows(`SELECT count_if(NOT ordered) AS wrong, count(*) AS n FROM (SELECT
      row_id = rowid AND coalesce((request_index, position, item_key) > lag((request_index, position, item_key)) OVER (ORDER BY rowid), true) AS ordered FROM impressions)`);
    expect(out[0]?.wrong).toBe(0);
    const wrong = await rows('SELECT count(*) AS n FROM features_logged WHERE row_id <> rowid');
    expect(wrong[0]?.n).toBe(0);
  });
});
