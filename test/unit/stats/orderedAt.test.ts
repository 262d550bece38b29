import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderedAt, quantilePositions } from '../../../shared/stats/orderedAt';
import { quantile, quantileSorted } from '../../../shared/stats/quantile';
import { nextUnit, seededRandom } from '../../../shared/stats/random';

fc.configureGlobal({ seed: 7 });

/** Values beyond what is sorted whole: many equal ones, sorted, reversed, or at random. */
const values = fc
  .record({ length: fc.integer({ min: 0, max: 5000 }), kind: fc.integer({ min: 0, max: 4 }), seed: fc.integer() })
  .map(({ length, kind, seed }) => {
    const random = seededRandom(seed);
    const of = [() => random.next(3), (i: number) => i, (i: number) => -i, () => nextUnit(random), () => 7];
    return Float64Array.from({ length }, (_, i) => of[kind]!(i));
  });

describe('values in order at some positions', () => {
  it('are those of the sorted values there, with smaller ones before and larger ones behind', () => {
    fc.assert(
      fc.property(values, fc.array(fc.integer({ min: -1, max: 5000 }), { maxLength: 5 }), (list, positions) => {
        const sorted = list.slice().sort();
        const found = orderedAt(list, positions);
        expect(found.slice().sort()).toEqual(sorted);
        for (const position of positions.filter((each) => each >= 0 && each < list.length)) {
          expect(found[position]).toBe(sorted[position]);
          expect(found.subarray(0, position).every((value) => value <= sorted[position]!)).toBe(true);
          expect(found.subarray(position).every((value) => value >= sorted[position]!)).toBe(true);
        }
      }),
    );
  });

  it('give the quantiles of type 7', () => {
    fc.assert(
      fc.property(values, (list) => {
        const shares = [0, 0.025, 0.5, 0.9, 0.99, 1];
        const ordered = orderedAt(list, quantilePositions(list.length, shares));
        expect(shares.map((share) => quantileSorted(ordered, share))).toEqual(
          shares.map((share) => quantile(list, share)),
        );
      }),
    );
  });

  it('leave the given values as they are', () => {
    const list = Float64Array.from({ length: 2000 }, (_, i) => -i);
    orderedAt(list, [3]);
    expect(list[0]).toBe(-0);
    expect(list[1999]).toBe(-1999);
  });
});
