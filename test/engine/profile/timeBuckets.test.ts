import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerCounts } from '../../../electron/engine/profile/integerCounts';
import { bucketOf, bucketStarts, timeBuckets } from '../../../electron/engine/profile/timeBuckets';

describe('time buckets', () => {
  it('begin at whole hours, days and Mondays', () => {
    const hours = timeBuckets(Date.UTC(2026, 6, 1, 10, 20), Date.UTC(2026, 6, 1, 15, 59), 10);
    expect(bucketStarts(hours).map((each) => new Date(each).toISOString().slice(11, 16))).toEqual([
      '10:00',
      '11:00',
      '12:00',
      '13:00',
      '14:00',
      '15:00',
    ]);
    const weeks = timeBuckets(Date.UTC(2026, 6, 1), Date.UTC(2026, 8, 30), 20);
    expect(new Date(weeks.from).toISOString()).toBe('2026-06-29T00:00:00.000Z');
    expect(new Date(weeks.from).getUTCDay()).toBe(1);
  });

  it('hold every time in at most as many buckets as wanted', () => {
    const time = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2200, 0) });
    const property = fc.property(time, time, fc.integer({ min: 1, max: 300 }), (a, b, wanted) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const buckets = timeBuckets(least, most, wanted);
      expect(buckets.count).toBeLessThanOrEqual(wanted);
      expect(bucketOf(buckets, least)).toBe(0);
      expect(bucketOf(buckets, most)).toBe(buckets.count - 1);
    });
    fc.assert(property, { numRuns: 500, seed: 5 });
  });
});

describe('integer counts', () => {
  it('list every value and gather the tail', () => {
    expect(integerCounts([1, 1, 3])).toEqual({ values: [1, 2, 3], counts: [2, 0, 1], open: false, mean: 5 / 3 });
    expect(integerCounts([])).toEqual({ values: [], counts: [], open: false, mean: null });
    const tail = integerCounts([0, 49, 50, 1000]);
    expect(tail.values.at(-1)).toBe(49);
    expect([tail.open, tail.counts[0], tail.counts.at(-1)]).toEqual([true, 1, 3]);
  });
});
