import { describe, expect, it } from 'vitest';
import { fillMatrix } from '../../../electron/engine/scoring/fillMatrix';
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
});
