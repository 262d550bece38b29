import { describe, expect, it } from 'vitest';
import { linePlace } from '../../../renderer/features/console/consoleFault';
import { faultRange } from '../../../renderer/features/console/editorFault';
import { exampleQueries } from '../../../renderer/features/console/exampleQueries';
import { stepHistory, withQuery } from '../../../renderer/features/console/queryHistory';
import type { TableInfo } from '../../../shared/schemas/data';

function table(name: string, rows: number, columns: Record<string, string>): TableInfo {
  const listed = Object.entries(columns).map(([column, type]) => ({ name: column, type, note: null }));
  return { name, title: name, description: '', rows, columns: listed };
}

describe('history of queries', () => {
  it('keeps the latest first and none twice', () => {
    const once = withQuery(withQuery({}, '/a', 'SELECT 1'), '/a', 'SELECT 2');
    expect(withQuery(once, '/a', ' SELECT 1 ')['/a']).toEqual(['SELECT 1', 'SELECT 2']);
  });

  it('keeps cases apart and forgets the oldest', () => {
    let queries = {};
    for (let at = 0; at < 25; at += 1) queries = withQuery(queries, `/case${at}`, 'SELECT 1');
    expect(Object.keys(queries)).toHaveLength(20);
    expect(Object.keys(queries)[0]).toBe('/case24');
  });

  it('ignores blank and endless queries', () => {
    expect(withQuery({}, '/a', '  ')).toEqual({});
    expect(withQuery({}, '/a', 'x'.repeat(30_000))).toEqual({});
  });

  it('walks back to the oldest and forth to the draft', () => {
    const queries = ['b', 'a'];
    const first = stepHistory(queries, { at: -1, draft: '' }, 1, 'draft')!;
    expect(first.text).toBe('b');
    const second = stepHistory(queries, first.walk, 1, first.text)!;
    expect(second.text).toBe('a');
    expect(stepHistory(queries, second.walk, 1, second.text)).toBeNull();
    const back = stepHistory(queries, second.walk, -1, second.text)!;
    expect(stepHistory(queries, back.walk, -1, back.text)!.text).toBe('draft');
  });

  it('takes a changed query as a new draft', () => {
    const step = stepHistory(['b', 'a'], { at: 1, draft: 'draft' }, 1, 'a and more')!;
    expect(step).toEqual({ text: 'b', walk: { at: 0, draft: 'a and more' } });
  });
});

describe('example queries', () => {
  const log = table('impressions', 10, { request_id: 'VARCHAR', surface: 'VARCHAR', time: 'TIMESTAMP', f: 'DOUBLE' });

  it('are three of the own columns', () => {
    const examples = exampleQueries([table('items', 3, { id: 'VARCHAR' }), log]);
    expect(examples).toHaveLength(3);
    expect(examples[0]!.sql).toContain('GROUP BY surface');
    expect(examples[1]!.sql).toContain("date_trunc('day', time)");
  });

  it('quote odd names', () => {
    const [first] = exampleQueries([table('impressions', 1, { 'my "group"': 'VARCHAR' })]);
    expect(first!.sql).toContain('GROUP BY "my ""group"""');
  });

  it('are three without texts and times', () => {
    const examples = exampleQueries([table('impressions', 1, { f: 'DOUBLE' }), table('items', 2, { x: 'DOUBLE' })]);
    expect(examples.map(({ sql }) => sql.split('\n')[0])).toEqual(['SUMMARIZE impressions', 'SELECT *', 'SELECT *']);
    expect(exampleQueries([])).toEqual([]);
  });
});

describe('place of an error', () => {
  it('is a line and a character', () => {
    expect(linePlace('SELECT\n  x', 9)).toEqual({ line: 2, character: 3 });
    expect(linePlace('x', 0)).toEqual({ line: 1, character: 1 });
  });

  it('covers the word, or the last character behind the end', () => {
    expect(faultRange('a = größe + 1', 4)).toEqual({ from: 4, to: 9 });
    expect(faultRange('SELECT (  ', 10)).toEqual({ from: 7, to: 8 });
    expect(faultRange('   ', 1)).toBeNull();
  });
});
