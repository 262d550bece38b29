import { describe, expect, it } from 'vitest';
import { findOnset, firstFifth } from '../../../shared/stats/onset';

const hours = (days: number, failedOf: (hour: number) => number) => {
  const failed = Array.from({ length: 24 * days }, (_, hour) => failedOf(hour));
  return { rows: failed.map(() => 200), failed };
};

describe('onset against the same hour of the day', () => {
  // Every day at 3:00 half of the rows fail, for as long as the daily load takes.
  const sawTooth = hours(10, (hour) => (hour % 24 === 3 || hour % 24 === 4 ? 100 : 0));
  const phases = (buckets: typeof sawTooth, days: number) => ({
    of: buckets.rows.map((_, hour) => hour % 24),
    reference: Array.from({ length: 24 }, (_, phase) => ({
      rows: 200 * days,
      failed: Array.from({ length: days }, (_, day) => buckets.failed[24 * day + phase]!).reduce((a, b) => a + b, 0),
    })),
  });

  it('is none for a mismatch that comes back every day', () => {
    expect(findOnset(sawTooth, firstFifth(sawTooth))!.onset).not.toBeNull();
    const found = findOnset(sawTooth, firstFifth(sawTooth), phases(sawTooth, 2))!;
    expect(found).toMatchObject({ onset: null, end: null, chronic: true });
  });

  it('is the first hour that is worse than its own hour before', () => {
    const worse = hours(10, (hour) => (hour % 24 === 3 || hour % 24 === 4 ? 100 : hour >= 120 ? 20 : 0));
    expect(findOnset(worse, firstFifth(worse), phases(worse, 2))!.onset).toBe(120);
  });

  it('takes the whole span for an hour that the span lacks', () => {
    const worse = hours(10, (hour) => (hour >= 120 ? 20 : 0));
    const reference = Array.from({ length: 24 }, () => ({ rows: 0, failed: 0 }));
    const found = findOnset(worse, firstFifth(worse), { ...phases(worse, 2), reference });
    expect(found).toEqual(findOnset(worse, firstFifth(worse)));
  });
});
