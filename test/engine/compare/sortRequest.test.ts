import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sortRequest } from '../../../electron/engine/compare/sortRequest';

const scores = fc.array(
  fc.oneof(
    { weight: 20, arbitrary: fc.double({ min: -50, max: 50, noNaN: true }) },
    { weight: 4, arbitrary: fc.constantFrom(1, 2, 2.5) },
    { weight: 1, arbitrary: fc.constant(Number.NaN) },
  ),
  { maxLength: 400 },
);

describe('sorting a request', () => {
  it('puts scores down, then item keys down, missing ones last', () => {
    fc.assert(
      fc.property(scores, (values) => expectSorted(Float64Array.from(values))),
      { numRuns: 300 },
    );
  });

  it('sorts long lists that crowd, tie, or reach infinity', () => {
    const ramp = Array.from({ length: 500 }, (_, i) => i);
    expectSorted(Float64Array.from(ramp, (i) => 2 ** -(i % 300)));
    expectSorted(Float64Array.from(ramp, () => 1));
    expectSorted(Float64Array.from(ramp, (i) => (i % 7 === 0 ? Number.POSITIVE_INFINITY : i)));
    expectSorted(Float64Array.from(ramp, (i) => (i % 2 === 0 ? Number.NaN : i)));
    expectSorted(Float64Array.from(ramp, () => Number.NaN));
    expectSorted(Float64Array.from(ramp, (i) => (i % 2 === 0 ? 1 : -1) * 1.7e308));
    expectSorted(Float64Array.from(ramp, (i) => i * 5e-324));
  });
});

function expectSorted(values: Float64Array): void {
  const rows = values.length;
  const keys = Int32Array.from({ length: rows }, (_, i) => (i * 7919) % 100_003);
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const buffers = { scratch: new Int32Array(rows), places: new Int32Array(rows + 2) };
  sortRequest(order, 0, rows, values, keys, buffers);
  const expected = Array.from({ length: rows }, (_, i) => i).sort((a, b) => {
    const left = values[a]!;
    const right = values[b]!;
    if (Number.isNaN(left) !== Number.isNaN(right)) return Number.isNaN(left) ? 1 : -1;
    if (left === right || Number.isNaN(left)) return keys[b]! - keys[a]!;
    return left > right ? -1 : 1;
  });
  expect(Array.from(order)).toEqual(expected);
}
