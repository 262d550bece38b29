import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillMatrix } from '../../../electron/engine/scoring/fillMatrix';
import { buildColumn } from '../../../shared/wire/columns';
import type { Column } from '../../../shared/wire/table';

const price: Column = {
  name: 'price',
  type: 'f64',
  data: Float64Array.of(1.5, 2.5, Number.NaN, 4.5),
  valid: Uint8Array.of(0b1011),
};
const fresh: Column = { name: 'fresh', type: 'bool', data: Uint8Array.of(1, 0, 1, 1) };
const all = { start: 0, rows: 4 };

describe('feature matrix', () => {
  it('interleaves columns row by row', () => {
    expect(fillMatrix([price, fresh], { start: 0, rows: 2 }, 'float32', {})).toEqual(Float32Array.of(1.5, 1, 2.5, 0));
  });

  it('reads any range of a page', () => {
    expect(fillMatrix([fresh, price], { start: 2, rows: 2 }, 'float64', {})).toEqual(
      Float64Array.of(1, Number.NaN, 1, 4.5),
    );
  });

  it('fills missing values by feature', () => {
    expect(fillMatrix([price], all, 'float32', { price: -1 })).toEqual(Float32Array.of(1.5, 2.5, -1, 4.5));
    expect(fillMatrix([price], all, 'float32', { price: Number.NaN })[2]).toBeNaN();
  });

  it('feeds whole numbers to integer inputs only', () => {
    expect(fillMatrix([fresh], all, 'int64', {})).toEqual(BigInt64Array.of(1n, 0n, 1n, 1n));
    expect(fillMatrix([fresh], all, 'bool', {})).toEqual(Uint8Array.of(1, 0, 1, 1));
    expect(() => fillMatrix([price], all, 'int64', {})).toThrow('"price" has the value 1.5');
  });

  it('says what to do about missing integers', () => {
    const count: Column = { name: 'count', type: 'i32', data: Int32Array.of(3, 0), valid: Uint8Array.of(0b01) };
    const two = { start: 0, rows: 2 };
    expect(() => fillMatrix([count], two, 'int32', {})).toThrow('"count" has missing values');
    expect(fillMatrix([count], two, 'int32', { count: -1 })).toEqual(Int32Array.of(3, -1));
  });

  it('gives the same for any number of columns, with and without missing values, by range and by list', () => {
    const column = fc.array(fc.option(fc.float({ noNaN: true }), { nil: null }), { minLength: 6, maxLength: 6 });
    const picks = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 9 }), picks, (values, rows) => {
        const columns = values.map((each, index) => buildColumn(`f${index}`, 'f32', each));
        const expected = (at: readonly number[]) => at.flatMap((row) => values.map((each) => each[row] ?? -7));
        const missing = Object.fromEntries(columns.map(({ name }) => [name, -7]));
        const range = fillMatrix(columns, { start: 1, rows: 4 }, 'float64', missing);
        expect([...(range as Float64Array)]).toEqual(expected([1, 2, 3, 4]));
        const listed = fillMatrix(columns, Int32Array.from(rows), 'float64', missing);
        expect([...(listed as Float64Array)]).toEqual(expected(rows));
      }),
    );
  });

  it.each([
    ['int8', 127, 128],
    ['int16', -32_768, -32_769],
    ['uint8', 255, -1],
    ['uint16', 65_535, 65_536],
    ['uint32', 4_294_967_295, -1],
    ['int32', -2_147_483_648, 2_147_483_648],
    ['int64', 9_007_199_254_740_991, 9_007_199_254_740_992],
  ] as const)('keeps the range of %s', (type, inside, outside) => {
    const one = { start: 0, rows: 1 };
    const of = (value: number) => fillMatrix([buildColumn('x', 'f64', [value])], one, type, {}) as Int32Array;
    expect(Number(of(inside)[0])).toBe(inside);
    expect(() => of(outside)).toThrow(`"x" has the value ${outside}, which the model's ${type} input cannot hold`);
  });

  it('turns whole numbers and text into text', () => {
    const brand = buildColumn('brand', 'utf8', ['a', null, 'é']);
    const code = buildColumn('code', 'f64', [7, -3, 12]);
    const rows = { start: 0, rows: 3 };
    expect(fillMatrix([brand, code], rows, 'string', {})).toEqual(['a', '7', '', '-3', 'é', '12']);
    expect(fillMatrix([brand], rows, 'string', { brand: 'none' })).toEqual(['a', 'none', 'é']);
    expect(() => fillMatrix([price], all, 'string', {})).toThrow('"price" has the value 1.5');
  });
});
