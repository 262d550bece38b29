import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from '../../../electron/engine/scoring/halfFloat';

describe('half precision', () => {
  it('gives every half back', () => {
    for (let half = 0; half < 65_536; half++) {
      const value = fromHalf(half);
      if (Number.isNaN(value)) expect(fromHalf(toHalf(value))).toBeNaN();
      else if (toHalf(value) !== half) expect(toHalf(value), `half ${half}`).toBe(half);
    }
  });

  // IEEE 754: 1 = 0x3c00, the largest 65504 = 0x7bff, the smallest 2^-24 = 0x0001, ties to the even neighbor.
  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65_504, 0x7bff],
    [65_519.99, 0x7bff],
    [65_520, 0x7c00],
    [Number.NEGATIVE_INFINITY, 0xfc00],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [3 * 2 ** -25, 0x0002],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [0.1, 0x2e66],
    [-0, 0x8000],
  ])('rounds %d to the nearest half', (value, half) => {
    expect(toHalf(value)).toBe(half);
  });
});
