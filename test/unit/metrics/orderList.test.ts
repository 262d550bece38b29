import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import { orderList } from '../../../shared/metrics/orderList';

fc.configureGlobal({ seed: 7 });

function ranked(scores: number[], ids: string[], options = {}): string {
  return [...orderList(Float64Array.from(scores), ids, options).order].map((index) => ids[index]).join(' ');
}

describe('compareUtf8', () => {
  it('agrees with the bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts the replacement character before an emoji', () => {
    expect(compareUtf8('\uFFFD', '😀')).toBeLessThan(0);
    expect('\uFFFD' < '😀').toBe(false);
  });
});

describe('orderList', () => {
  it('sorts scores descending and ids descending', () => {
    expect(ranked([1, 2, 2, 3], ['a', 'b', 'c', 'd'])).toBe('d c b a');
    expect(ranked([1, 1], ['10', '9'])).toBe('9 10');
    expect(ranked([1, 1], ['\uFFFD', '😀'])).toBe('😀 \uFFFD');
  });

  it('puts missing scores last as one group', () => {
    const result = orderList(Float64Array.of(Number.NaN, -Infinity, Number.NaN, 1), ['a', 'b', 'c', 'd']);
    expect([...result.order]).toEqual([3, 1, 2, 0]);
    expect([...result.tieGroups]).toEqual([0, 1, 2]);
    expect(result.missing).toBe(2);
  });

  it('holds zero and negative zero equal', () => {
    expect(ranked([-0, 0], ['b', 'a'])).toBe('b a');
    expect([...orderList(Float64Array.of(-0, 0), ['b', 'a']).tieGroups]).toEqual([0]);
  });

  it('keeps the input order of ties on request', () => {
    expect(ranked([1, 2, 1], ['a', 'b', 'c'], { ties: 'input' })).toBe('b a c');
    expect(ranked([Number.NaN, Number.NaN], ['a', 'b'], { ties: 'input' })).toBe('a b');
  });

  it('ties what float32 cannot tell apart', () => {
    const scores = [1, 1 + 1e-9];
    expect(ranked(scores, ['b', 'a'])).toBe('a b');
    expect(ranked(scores, ['b', 'a'], { precision: 'f32' })).toBe('b a');
  });

  it('handles an empty list', () => {
    expect(orderList(new Float64Array(0), [])).toEqual({
      order: new Uint32Array(0),
      tieGroups: new Uint32Array(0),
      missing: 0,
    });
  });

  it('does not depend on the input order', () => {
    const item = fc.record({ score: fc.constantFrom(-1, 0, 2, Number.NaN), id: fc.string({ unit: 'binary' }) });
    fc.assert(
      fc.property(fc.uniqueArray(item, { selector: (x) => x.id, maxLength: 20 }), (items) => {
        const scores = items.map((x) => x.score);
        const ids = items.map((x) => x.id);
        expect(ranked(scores.toReversed(), ids.toReversed())).toBe(ranked(scores, ids));
        const { order, tieGroups } = orderList(Float64Array.from(scores), ids);
        expect([...order].sort((a, b) => a - b)).toEqual(items.map((_, i) => i));
        expect(tieGroups.length).toBe(new Set(scores.map(String)).size);
      }),
    );
  });
});
