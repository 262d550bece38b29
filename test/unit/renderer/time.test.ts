import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployMarks } from '../../../renderer/features/time/deployMarks';
import { movedRange, periodOfRange, rangeOf } from '../../../renderer/features/time/stripScale';
import { periodOf, periodText, splitPeriod, withPeriod } from '../../../renderer/features/time/timeRange';

const day = 86_400_000;
const start = Date.UTC(2026, 5, 1);
const strip = { starts: [0, 1, 2, 3].map((i) => start + i * day), width: day };

describe('a period of a slice', () => {
  it('is a predicate that people read', () => {
    expect(periodText('served_at', { from: start, to: start + day })).toBe(
      "served_at >= '2026-06-01' AND served_at < '2026-06-02'",
    );
    expect(periodText('"t"', { from: start + 5000, to: null })).toBe('"t" >= \'2026-06-01 00:00:05\'');
    expect(periodText('t', { from: null, to: null })).toBeNull();
  });

  it('is read back from its text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2e9 }), fc.integer({ min: 1, max: 1e9 }), (from, length) => {
        const period = { from: from * 1000, to: (from + length) * 1000 };
        expect(periodOf(periodText('served_at', period)!, 'served_at')).toEqual(period);
      }),
    );
    expect(periodOf("served_at >= '2026-06-01' OR x", 'served_at')).toBeNull();
    expect(periodOf("other >= '2026-06-01'", 'served_at')).toBeNull();
    expect(periodOf("served_at >= 'soon'", 'served_at')).toBeNull();
  });

  it('takes the place of the former one and leaves the other filters', () => {
    const first = withPeriod("locale = 'nl'", 't', { from: start, to: null });
    expect(first).toBe("(locale = 'nl') AND (t >= '2026-06-01')");
    const second = withPeriod(first, 't', { from: null, to: start + day });
    expect(second).toBe("(locale = 'nl') AND (t < '2026-06-02')");
    expect(splitPeriod(second, 't')).toEqual({ period: { from: null, to: start + day }, rest: ["locale = 'nl'"] });
    expect(withPeriod(second, 't', null)).toBe("locale = 'nl'");
    expect(withPeriod(null, 't', null)).toBeNull();
  });
});

describe('a brush', () => {
  it('covers whole buckets and is open where it reaches an end', () => {
    expect(periodOfRange({ first: 1, end: 3 }, strip)).toEqual({ from: start + day, to: start + 3 * day });
    expect(periodOfRange({ first: 0, end: 2 }, strip)).toEqual({ from: null, to: start + 2 * day });
    expect(periodOfRange({ first: 0, end: 4 }, strip)).toBeNull();
    expect(rangeOf({ from: start + day + 1, to: start + 2 * day + 1 }, strip)).toEqual({ first: 1, end: 3 });
    expect(rangeOf(null, strip)).toEqual({ first: 0, end: 4 });
    expect(rangeOf({ from: start + 90 * day, to: null }, strip)).toEqual({ first: 3, end: 4 });
  });

  it('comes back from the period it makes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 }), (first, length) => {
        const range = { first, end: Math.min(4, first + length) };
        expect(rangeOf(periodOfRange(range, strip), strip)).toEqual(range);
      }),
    );
  });

  it('keeps one bucket however its ends are moved', () => {
    const range = { first: 1, end: 3 };
    expect(movedRange(range, 'first', 'ArrowRight', false, 4)).toEqual({ first: 2, end: 3 });
    expect(movedRange(range, 'first', 'ArrowRight', true, 4)).toEqual({ first: 2, end: 3 });
    expect(movedRange(range, 'end', 'Home', false, 4)).toEqual({ first: 1, end: 2 });
    expect(movedRange(range, 'end', 'ArrowRight', true, 4)).toEqual({ first: 1, end: 4 });
    expect(movedRange(range, 'first', 'Home', false, 4)).toEqual({ first: 0, end: 3 });
    expect(movedRange(range, 'end', 'a', false, 4)).toBeNull();
  });
});

describe('deploy marks', () => {
  const change = (at: number, to: string) => ({
    time: start + at * day,
    kind: 'model',
    name: 'ranker',
    from: 'v1',
    to,
  });
  const versions = [
    { key: 'model', value: 'v1', first: start, last: null, requests: 1 },
    { key: 'model', value: 'v2', first: start + 2 * day + 5, last: null, requests: 1 },
    { key: 'app', value: '7.2', first: start + 3 * day, last: null, requests: 1 },
    { key: 'app', value: '7.1', first: start, last: null, requests: 1 },
  ];
  const whole = { ...strip, total: [], selected: [], untimed: 0, column: 't', reason: null };

  it('are the changes of the case and the versions that the log shows beside them', () => {
    const marks = deployMarks({ ...whole, versions, changes: [change(2, 'v2'), change(90, 'v9')] }, 0);
    expect(marks).toEqual([
      { time: start + 2 * day, texts: ['model ranker v1 → v2'] },
      { time: start + 3 * day, texts: ['app 7.2 first seen'] },
    ]);
  });

  it('are one where they would lie over each other', () => {
    const marks = deployMarks({ ...whole, versions, changes: [change(2, 'v2')] }, 2 * day);
    expect(marks).toEqual([{ time: start + 2 * day, texts: ['model ranker v1 → v2', 'app 7.2 first seen'] }]);
  });
});
