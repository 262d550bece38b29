import { describe, expect, it } from 'vitest';
import { pagesOf } from '../../../renderer/client/pages';
import { findRows, requestCell, requestColumns } from '../../../renderer/features/compare/requestColumns';
import { firstLayout, gridColumns } from '../../../renderer/features/data/columnLayout';
import { lanesThatFit, rankColumns, rankLines } from '../../../renderer/features/request/rankColumns';
import { gradeOf, readItems } from '../../../renderer/features/request/requestItems';
import { formatOf, gridCell } from '../../../renderer/ui/grid/cellText';
import { buildColumn } from '../../../shared/wire/columns';
import { cannedRequest, cannedRequests } from '../../e2e/harness/cannedRequests';

describe('cells', () => {
  it('show a missing value as a dash', () => {
    const column = buildColumn('x', 'f64', [null, 2.5]);
    expect(gridCell(column, 0, formatOf(column))).toMatchObject({ text: '–', exact: '' });
    expect(gridCell(column, 1, formatOf(column))).toEqual({ text: '2.500', exact: '2.5' });
  });
  it('settle decimals by valid values only', () => {
    expect(formatOf(buildColumn('x', 'f64', [0.25, null, 0.5]))).toEqual({ decimals: 4 });
    expect(formatOf(buildColumn('n', 'i32', [7, 8]))).toEqual({ decimals: 0 });
    expect(formatOf(buildColumn('t', 'time', [1000, 1001])).fraction).toBe(3);
  });
});

describe('pagesOf', () => {
  it('names the pages that rows lie on', () => {
    expect([pagesOf(0, 30), pagesOf(490, 510), pagesOf(999_990, 1_000_000), pagesOf(5, 5)]).toEqual([
      [0],
      [0, 1],
      [1999],
      [],
    ]);
  });
});

describe('columns of a session table', () => {
  const column = (name: string, type: string) => ({ name, type, note: null });
  const table = {
    name: 'impressions',
    title: 'Impressions',
    description: '',
    rows: 1,
    columns: [
      column('row_id', 'INTEGER'),
      column('item_id', 'VARCHAR'),
      column('f_price', 'DOUBLE'),
      column('query', 'VARCHAR'),
    ],
  };
  it('leave out keys that only queries need', () => {
    expect(gridColumns(table, firstLayout(table)).map(({ key }) => key)).toEqual(['item_id', 'f_price', 'query']);
  });
  it('set numbers right and ids in mono', () => {
    const [id, price, query] = gridColumns(table, firstLayout(table));
    expect([id?.align, id?.mono, price?.align, query?.align, query?.mono]).toEqual([
      'left',
      true,
      'right',
      'left',
      false,
    ]);
  });
});

describe('the list of requests', () => {
  const table = cannedRequests(100, 0, 100, 'worst');
  it('draws a difference from the middle to its side', () => {
    const cell = requestCell(table, 0, 'delta', 4, 1);
    expect(cell.text).toBe('−0.9000');
    expect(cell.bar?.from).toBe(0.5);
    expect(cell.bar?.to).toBeCloseTo(0.05);
  });
  it('is searched by id and query', () => {
    expect(findRows(table, 'LAMP').length).toBeGreaterThan(5);
    expect(findRows(table, 'r-000037')).toEqual([1]);
  });
  it('has no query column where the log has none', () => {
    expect(requestColumns('A', 'B', false, {}).map(({ key }) => key)).not.toContain('query');
  });
});

describe('orders side by side', () => {
  const { table } = cannedRequest('r-000012', ['A', 'B']);
  const [logged, a, b] = rankColumns(table, ['A', 'B', 'missing']);
  it('hold the shown rows by position and every row by rank', () => {
    expect(logged?.places).toEqual(Array.from({ length: 18 }, (_, at) => at + 1));
    expect(a?.rows).toHaveLength(24);
    expect(b?.places).toEqual(Array.from({ length: 24 }, (_, at) => at + 1));
  });
  it('are joined by a line per item that both show', () => {
    expect(rankLines(a!, b!, 24)).toHaveLength(24);
    for (const { row, from, to } of rankLines(a!, b!, 10)) {
      expect([a!.rows[from], b!.rows[to]]).toEqual([row, row]);
    }
  });
  it('mark positive, zero and missing labels apart', () => {
    expect([gradeOf({ label: 2 }), gradeOf({ label: 0 }), gradeOf({ label: null })]).toEqual([
      'positive',
      'zero',
      'none',
    ]);
    expect(readItems(table)).toHaveLength(24);
  });
  it('give way to what fits, the baseline and the opponent first', () => {
    const names = ['A', '@logged', 'B', 'C', 'D'];
    expect(lanesThatFit(names, 'C', 340)).toEqual(['A', 'C']);
    expect(lanesThatFit(names, undefined, 900)).toEqual(['A', 'B', 'C', 'D']);
    expect(lanesThatFit(names, 'C', 60)).toEqual(['A']);
  });
});
