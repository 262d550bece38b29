import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnDecimals,
  exactNumber,
  formatBytes,
  formatCount,
  formatCounted,
  formatFixed,
  formatInterval,
  formatP,
  formatPercent,
  formatSigned,
  formatTime,
  significantDecimals,
  timeDigits,
} from '../../../shared/format/numbers';

fc.configureGlobal({ seed: 20260714 });

describe('columnDecimals', () => {
  it('gives metrics in [0, 1] four decimals', () => {
    expect(columnDecimals([0.1, 0.25, 1])).toBe(4);
  });
  it('gives integers none', () => {
    expect(columnDecimals([1, 20, -3])).toBe(0);
    expect(columnDecimals([])).toBe(0);
  });
  it('gives the largest value four significant digits', () => {
    expect(columnDecimals([1.5, 3.25])).toBe(3);
    expect(columnDecimals([0.5, 123.4])).toBe(1);
    expect(columnDecimals([0.5, 12_345.6])).toBe(0);
    expect(columnDecimals([0.000_012, 0])).toBe(8);
  });
  it('does not count what is not finite', () => {
    expect(columnDecimals([Number.NaN, Number.POSITIVE_INFINITY, 0.5])).toBe(4);
  });
});

describe('significantDecimals', () => {
  it('moves with the magnitude', () => {
    expect([1234, 123.4, 12.34, 1.234, 0.1234].map((value) => significantDecimals(value, 4))).toEqual([0, 1, 2, 3, 4]);
  });
  it('is 0 for zero and for what is not finite', () => {
    expect(significantDecimals(0, 4)).toBe(0);
    expect(significantDecimals(Number.POSITIVE_INFINITY, 4)).toBe(0);
  });
});

describe('formatFixed', () => {
  it('separates thousands and uses a real minus', () => {
    expect(formatFixed(-1_234_567.891, 2)).toBe('−1,234,567.89');
  });
  it('shows what is missing or not finite', () => {
    expect([null, undefined, Number.NaN, Infinity, -Infinity].map((value) => formatFixed(value, 2))).toEqual([
      '–',
      '–',
      'NaN',
      '∞',
      '−∞',
    ]);
  });
});

describe('formatSigned', () => {
  it('signs every difference but zero', () => {
    expect([0.0123, -0.0123, 0].map((value) => formatSigned(value, 4))).toEqual(['+0.0123', '−0.0123', '0.0000']);
  });
  it('keeps the sign of what rounds to zero', () => {
    expect(formatSigned(-0.00001, 4)).toBe('−0.0000');
  });
  it('is symmetric', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 1e-9, max: 1e12 }), (value) => {
        expect(formatSigned(value, 3).slice(1)).toBe(formatSigned(-value, 3).slice(1));
      }),
    );
  });
});

describe('other formats', () => {
  it('writes intervals in brackets', () => {
    expect(formatInterval([-0.02, 0.01], 3, 'signed')).toBe('[−0.020, +0.010]');
    expect(formatInterval([0.1, 0.2], 2)).toBe('[0.10, 0.20]');
    expect(formatInterval(null, 2)).toBe('–');
  });
  it('writes percent with one decimal', () => {
    expect([0.123, 0, 1, null].map(formatPercent)).toEqual(['12.3%', '0.0%', '100.0%', '–']);
  });
  it('never rounds a share to none or all', () => {
    expect([0.0001, 0.9999].map(formatPercent)).toEqual(['< 0.1%', '> 99.9%']);
  });
  it('writes counts with their noun', () => {
    expect([formatCounted(1, 'row'), formatCounted(12_403, 'row'), formatCounted(2, 'query', 'queries')]).toEqual([
      '1 row',
      '12,403 rows',
      '2 queries',
    ]);
    expect(formatCount(1_000_000)).toBe('1,000,000');
  });
  it('writes tiny p as a bound', () => {
    expect([0.00001, 0.0001, 1, null].map(formatP)).toEqual(['< 0.0001', '0.0001', '1.0000', '–']);
  });
  it('writes sizes with three digits', () => {
    expect([512, 1500, 48_211_034, 999_999, 2e12].map(formatBytes)).toEqual([
      '512 B',
      '1.50 kB',
      '48.2 MB',
      '1.00 MB',
      '2.00 TB',
    ]);
  });
  it('reads exact numbers back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        expect(Number(exactNumber(value))).toBe(value === 0 ? 0 : value);
      }),
    );
    expect(exactNumber(null)).toBe('');
  });
});

describe('times', () => {
  const moment = Date.UTC(2026, 6, 14, 8, 30, 0, 42);
  it('are UTC with the digits that the column needs', () => {
    expect(formatTime(moment)).toBe('2026-07-14 08:30:00');
    expect(formatTime(moment, 3)).toBe('2026-07-14 08:30:00.042');
    expect(formatTime(moment + 0.007, 6)).toBe('2026-07-14 08:30:00.042007');
  });
  it('need digits only for fractions of a second', () => {
    expect([timeDigits([1000, 2000]), timeDigits([1000, 2001]), timeDigits([1000.5])]).toEqual([0, 3, 6]);
  });
  it('before 1970 keep their fraction', () => {
    expect(formatTime(-0.5, 6)).toBe('1969-12-31 23:59:59.999500');
  });
});
