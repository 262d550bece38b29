import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

// Days as in definitions.md G5: requests of day 1, 2, 3, 5 with orders 0, 1, 0, 1; window 7; read on day 10.
const log = 'q,d,served,ordered\n1,a,2026-01-01,0\n2,a,2026-01-02,1\n3,a,2026-01-03,0\n4,a,2026-01-05,1\n';
const yaml = (outcome: string, rest = 'observedUntil: 2026-01-10') => `rankscope: 1
name: outcomes
log: { path: log.csv, columns: { request: q, item: d, time: served } }
outcomes: { order: ${outcome} }
${rest}
`;
const label = 'SELECT "label:order" AS y FROM impressions ORDER BY row_id';

describe('outcomes', () => {
  it('leaves immature rows out whether or not the outcome has arrived', async () => {
    const { rows, session } = await openFiles({ 'case.yaml': yaml('{ column: ordered, window: 7d }'), 'log.csv': log });
    expect((await rows(label)).map((each) => each.y)).toEqual([0, 1, 0, null]);
    const mean = await rows('SELECT avg("label:order") AS cvr FROM impressions');
    expect(mean[0]?.cvr).toBeCloseTo(0.333333, 6);
    expect(session.case.label).toBe('order');
  });

  it('counts everything when nothing says what was observed', async () => {
    const { rows } = await openFiles({ 'case.yaml': yaml('{ column: ordered, window: 7d }', ''), 'log.csv': log });
    expect((await rows(label)).map((each) => each.y)).toEqual([0, 1, 0, 1]);
  });

  it('does not count an outcome after its window', async () => {
    const timed =
      'q,d,served,ordered,at\n1,a,2026-01-01,1,2026-01-08\n2,a,2026-01-01,1,2026-01-08 00:00:01\n3,a,2026-01-01,1,\n';
    const { rows } = await openFiles({
      'case.yaml': yaml('{ column: ordered, time: at, window: 7d }', 'observedUntil: 2026-02-01'),
      'log.csv': timed,
    });
    expect((await rows(label)).map((each) => each.y)).toEqual([1, 0, 1]);
  });

  it('does not take rows that nobody saw for negatives', async () => {
    const seen = 'q,d,p,c,v\n1,a,1,1,0\n1,b,2,0,0\n1,c,3,0,1\n1,d,,0,0\n';
    const { rows } = await openFiles({
      'case.yaml':
        'rankscope: 1\nname: v\nlog: { path: log.csv, columns: { request: q, item: d, position: p, click: c, viewed: v } }\n',
      'log.csv': seen,
    });
    expect((await rows('SELECT "label:click" AS y FROM impressions ORDER BY row_id')).map((each) => each.y)).toEqual([
      1,
      null,
      0,
      null,
    ]);
  });
});
