import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const header = 'q,d,p,t,u,c,g,prop,w,f,k,e';
const rows = [
  '1,a,1,2026-01-01,u1,1,2,0.5,1,1,7,',
  '1,b,1,2026-01-02,u2,0,9,1.5,1,2,7,',
  '1,c,4,2026-01-03,u1,2,1,0,1,3,7,',
  '2,a,,2026-01-04,u3,1,0,0.5,0,4,7,',
];
const yaml = `rankscope: 1
name: checks
log: { path: log.csv, columns: { request: q, item: d, position: p, time: t, user: u, click: c, relevance: g, propensity: prop, weight: w } }
features: [f, k, e]
metrics: { labelMax: 4 }
items: { path: items.csv }
users: { path: users.csv, id: id, context: [segment] }
changes: changes.csv
models: [{ name: m, file: m.csv, trained: { from: 2026-01-02, to: 2026-01-03 } }]
`;
const files = {
  'case.yaml': yaml,
  'log.csv': `${[header, ...rows].join('\n')}\n`,
  'items.csv': 'd,title,price\na,Apple,1.5\na,Again,2\n,None,3\nb,Bread,2.5\n',
  'users.csv': 'id,segment\nu1,new\nu2,old\n',
  'changes.csv': 'time,kind,name,from,to\n2026-01-02T10:00:00Z,model,ranker,v1,v2\n2026-01-01,index,main,,\n',
  'm.csv': 'q,d,score\n1,a,1\n',
};

describe('contract checks', () => {
  it('finds every planted fault and stops at none', async () => {
    const { session } = await openFiles(files);
    expect(session.meta.counts.rows).toBe(4);
    expect(session.meta.checks.map(({ id, severity, count }) => [id, severity, count]).sort()).toEqual([
      ['features_constant', 'warns', 1],
      ['features_empty', 'warns', 1],
      ['items_twice', 'warns', 2],
      ['outcome_range:click', 'blocks', 1],
      ['position_gaps', 'notes', 1],
      ['positions_twice', 'warns', 1],
      ['propensity_range', 'warns', 2],
      ['relevance_range', 'blocks', 1],
      ['several_users', 'warns', 1],
      ['training_window:m', 'blocks', 2],
      ['unknown_items', 'warns', 1],
      ['unknown_users', 'warns', 1],
      ['weight_range', 'blocks', 1],
      ['without_exposure:click', 'warns', 1],
    ]);
  });

  it('shows examples a person can find again', async () => {
    const { session } = await openFiles(files);
    const rowsOf = (id: string) => session.meta.checks.find((each) => each.id === id)?.rows;
    expect(rowsOf('relevance_range')).toEqual([{ request_id: '1', item_id: 'b', relevance: 9 }]);
    expect(rowsOf('positions_twice')).toEqual([{ request_id: '1', item_id: 'b', position: 1 }]);
    expect(rowsOf('unknown_items')).toEqual([{ id: 'c', rows: 1 }]);
    expect(rowsOf('several_users')).toEqual([{ request_id: '1', first_user: 'u1', last_user: 'u2' }]);
    expect(rowsOf('features_empty')).toEqual([{ feature: 'e' }]);
  });

  it('builds items, users and changes', async () => {
    const { rows } = await openFiles(files);
    expect(await rows('FROM items')).toEqual([
      { item_id: 'a', title: 'Apple', price: 1.5 },
      { item_id: 'b', title: 'Bread', price: 2.5 },
    ]);
    expect(await rows('FROM users')).toEqual([
      { user_id: 'u1', segment: 'new' },
      { user_id: 'u2', segment: 'old' },
    ]);
    expect(await rows('FROM changes')).toEqual([
      { time: Date.UTC(2026, 0, 1), kind: 'index', name: 'main', from: null, to: null },
      { time: Date.UTC(2026, 0, 2, 10), kind: 'model', name: 'ranker', from: 'v1', to: 'v2' },
    ]);
  });
});
