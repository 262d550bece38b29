import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isMapped,
  maxOffset,
  offsetShowing,
  rowWindow,
  scrollHeight,
  tallestElementPx,
  toOffset,
  toScrollTop,
} from '../../../renderer/ui/grid/scrollMap';

fc.configureGlobal({ seed: 20260714 });

const small = { rows: 1000, rowHeight: 28, viewport: 600 };
const large = { rows: 10_000_000, rowHeight: 28, viewport: 600 };
const geometry = fc.record({
  rows: fc.integer({ min: 1, max: 50_000_000 }),
  rowHeight: fc.constant(28),
  viewport: fc.integer({ min: 28, max: 2000 }),
});

describe('scroll positions', () => {
  it('are the truth for lists that fit an element', () => {
    expect(isMapped(small)).toBe(false);
    expect(scrollHeight(small)).toBe(28_000);
    expect(toOffset(1234, small)).toBe(1234);
    expect(toScrollTop(1234, small)).toBe(1234);
  });
  it('are a scale for longer lists', () => {
    expect(isMapped(large)).toBe(true);
    expect(scrollHeight(large)).toBe(tallestElementPx);
    expect(toOffset(0, large)).toBe(0);
    expect(toOffset(tallestElementPx - large.viewport, large)).toBeCloseTo(maxOffset(large), 3);
  });
  it('come back from an offset', () => {
    fc.assert(
      fc.property(geometry, fc.double({ min: 0, max: 1, noNaN: true }), (shape, share) => {
        const offset = share * maxOffset(shape);
        expect(Math.abs(toOffset(toScrollTop(offset, shape), shape) - offset)).toBeLessThan(0.01);
      }),
    );
  });
});

describe('rowWindow', () => {
  it('holds every row that the viewport touches', () => {
    fc.assert(
      fc.property(geometry, fc.double({ min: 0, max: 1, noNaN: true }), (shape, share) => {
        const offset = share * maxOffset(shape);
        const { first, last } = rowWindow(offset, shape);
        expect(first).toBeLessThanOrEqual(Math.floor(offset / 28));
        expect(last).toBeGreaterThanOrEqual(Math.min(shape.rows, Math.ceil((offset + shape.viewport) / 28)));
        expect(last - first).toBeLessThanOrEqual(shape.viewport / 28 + 15);
      }),
    );
  });
  it('ends with the list', () => {
    expect(rowWindow(maxOffset(large), large).last).toBe(large.rows);
  });
});

describe('offsetShowing', () => {
  it('stays where the row is in sight', () => {
    expect(offsetShowing(5, 100, small)).toBe(100);
  });
  it('moves no further than needed', () => {
    expect(offsetShowing(2, 280, small)).toBe(56);
    expect(offsetShowing(40, 0, small)).toBe(41 * 28 - 600);
  });
  it('reaches the last row of ten million', () => {
    expect(offsetShowing(9_999_999, 0, large)).toBe(maxOffset(large));
  });
});
