import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildColumn,
  buildTable,
  cellAt,
  columnOf,
  isValid,
  rowsOf,
  tableBytes,
  tableToRows,
} from '../../../shared/wire/columns';
import { sliceTable } from '../../../shared/wire/sliceTable';
import type { Cell, ColumnType, Table } from '../../../shared/wire/table';

const cells: Record<ColumnType, fc.Arbitrary<Cell>> = {
  f64: fc.double(),
  f32: fc.float(),
  i32: fc.integer(),
  u32: fc.nat(2 ** 32 - 1),
  bool: fc.boolean(),
  time: fc.double({ noNaN: true }),
  utf8: fc.string({ unit: 'grapheme' }),
  dict: fc.constantFrom('', 'a', 'ü', '\u{feff}bom'),
};
const types = Object.keys(cells) as ColumnType[];
const anyColumn = fc
  .constantFrom(...types)
  .chain((type) => fc.record({ type: fc.constant(type), values: fc.array(fc.option(cells[type]), { maxLength: 40 }) }));

describe('columns', () => {
  it('give back the cells they were built from', () => {
    fc.assert(
      fc.property(anyColumn, ({ type, values }) => {
        const column = buildColumn('x', type, values);
        expect(rowsOf(column)).toBe(values.length);
        expect(values.map((_, row) => cellAt(column, row))).toStrictEqual(values);
        expect(column.valid !== undefined).toBe(values.includes(null));
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('slice like arrays, bitmap and offsets too', () => {
    fc.assert(
      fc.property(anyColumn, fc.nat(45), fc.nat(45), ({ type, values }, start, end) => {
        const slice = sliceTable(buildTable({ x: { type, values } }), start, end);
        const expected = values.slice(start, Math.max(start, end));
        expect(slice.rows).toBe(expected.length);
        expect(tableToRows(slice)).toStrictEqual(expected.map((x) => ({ x })));
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('put the first row in the least bit', () => {
    // rows 0 and 8 present: byte 0 = 0b00000001, byte 1 = 0b00000001
    const column = buildColumn('x', 'f64', [1, null, null, null, null, null, null, null, 2]);
    expect([...(column.valid as Uint8Array)]).toEqual([1, 1]);
    expect(isValid(column, 8)).toBe(true);
    expect(isValid(column, 7)).toBe(false);
  });

  it('hold a dictionary without repeats', () => {
    const column = buildColumn('x', 'dict', ['b', 'a', 'b']);
    expect(column).toMatchObject({ codes: Uint32Array.of(0, 1, 0), offsets: Uint32Array.of(0, 1, 2) });
  });

  it.each<[ColumnType, Cell]>([
    ['i32', 2 ** 31],
    ['i32', 0.5],
    ['u32', -1],
    ['f64', 'one'],
    ['utf8', 1],
    ['bool', 1],
  ])('of type %s refuse %j', (type, value) => {
    expect(() => buildColumn('x', type, [value])).toThrow(`Column "x" of type ${type} cannot hold`);
  });

  it('refuse rows out of range', () => {
    const column = buildColumn('x', 'utf8', ['a']);
    for (const row of [-1, 1, 0.5, Number.NaN]) expect(() => cellAt(column, row)).toThrow('has no row');
  });

  it('count the bytes of their arrays', () => {
    // f64: 2·8, valid 1; utf8: offsets 3·4, bytes 3
    const table = buildTable({ a: { type: 'f64', values: [1, null] }, b: { type: 'utf8', values: ['x', 'yz'] } });
    expect(tableBytes(table)).toBe(16 + 1 + 12 + 3);
  });

  it('are found by name', () => {
    const table: Table = buildTable({ a: { type: 'f64', values: [1] }, b: { type: 'bool', values: [true] } });
    expect(columnOf(table, 'b').type).toBe('bool');
    expect(() => columnOf(table, 'c')).toThrow('it has a, b');
    expect(() => buildTable({ a: { type: 'f64', values: [1] }, b: { type: 'f64', values: [] } })).toThrow('0 values');
  });
});
