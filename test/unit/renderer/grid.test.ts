import { describe, expect, it } from 'vitest';
import { columnEdges, columnWindow, scrollShowing } from '../../../renderer/ui/grid/columnWindow';
import { moveCursor } from '../../../renderer/ui/grid/cursor';
import { clampWidth, rangeBetween } from '../../../renderer/ui/grid/gridTypes';
import { toCsv, toTsv } from '../../../renderer/ui/grid/textTable';

const edges = columnEdges([100, 50, 200, 80]);

describe('columns in sight', () => {
  it('are those that overlap the viewport', () => {
    expect(edges).toEqual([0, 100, 150, 350, 430]);
    expect(columnWindow(edges, 0, 120)).toEqual({ first: 0, last: 2 });
    expect(columnWindow(edges, 120, 100)).toEqual({ first: 1, last: 3 });
    expect(columnWindow(edges, 360, 500)).toEqual({ first: 3, last: 4 });
  });
  it('are none of no columns', () => {
    expect(columnWindow([0], 0, 100)).toEqual({ first: 0, last: 0 });
  });
  it('scroll to a column no further than needed', () => {
    expect(scrollShowing(edges, 3, 0, 300)).toBe(130);
    expect(scrollShowing(edges, 0, 130, 300)).toBe(0);
    expect(scrollShowing(edges, 2, 160, 100)).toBe(150);
    expect(scrollShowing(edges, 1, 0, 300)).toBe(0);
  });
});

describe('moveCursor', () => {
  const extent = { rows: 100, columns: 4, pageRows: 10 };
  const move = (key: string, jump = false, at = { row: 5, column: 1 }) => moveCursor(key, jump, at, extent);
  it('moves by cells, pages and ends', () => {
    expect(move('ArrowDown')).toEqual({ row: 6, column: 1 });
    expect(move('PageDown')).toEqual({ row: 15, column: 1 });
    expect(move('Home')).toEqual({ row: 5, column: 0 });
    expect(move('End', true)).toEqual({ row: 99, column: 3 });
  });
  it('goes up into the header and no further', () => {
    expect(move('ArrowUp', false, { row: 0, column: 2 })).toEqual({ row: -1, column: 2 });
    expect(move('ArrowUp', false, { row: -1, column: 2 })).toEqual({ row: -1, column: 2 });
  });
  it('stays inside the table', () => {
    expect(move('ArrowRight', false, { row: 99, column: 3 })).toEqual({ row: 99, column: 3 });
    expect(move('PageUp')).toEqual({ row: 0, column: 1 });
  });
  it('leaves other keys alone', () => {
    expect(move('a')).toBeNull();
  });
});

describe('selection and copies', () => {
  it('spans the rectangle between two corners', () => {
    expect(rangeBetween({ row: 5, column: 3 }, { row: 2, column: 1 })).toEqual({
      top: 2,
      bottom: 5,
      left: 1,
      right: 3,
    });
  });
  it('keeps TSV cells on one line', () => {
    expect(
      toTsv([
        ['a\tb', 'c\nd'],
        ['1', ''],
      ]),
    ).toBe('a b\tc d\n1\t');
  });
  it('quotes CSV as RFC 4180 says', () => {
    expect(
      toCsv([
        ['a,b', 'say "x"', 'plain'],
        ['line\nbreak', '', '1'],
      ]),
    ).toBe('"a,b","say ""x""",plain\r\n"line\nbreak",,1');
  });
  it('keeps widths within reason', () => {
    expect([clampWidth(3), clampWidth(120.4), clampWidth(5000)]).toEqual([48, 120, 900]);
  });
});
