import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from '../../../shared/wire/codec';
import { RankscopeError } from '../../../shared/wire/errors';
import { sendable } from './arbitraries';

function roundTrip(value: unknown): unknown {
  const { json, buffers } = encodeValue(value);
  return decodeValue(JSON.parse(JSON.stringify(json)), buffers);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof RankscopeError ? thrown.code : `not ours: ${thrown}`;
  }
  return 'nothing thrown';
}

describe('encodeValue and decodeValue', () => {
  it('restore every sendable value exactly', () => {
    fc.assert(
      fc.property(sendable, (value) => isDeepStrictEqual(roundTrip(value), value)),
      { numRuns: 500, seed: 1 },
    );
  });

  it('copy the view and not the buffer behind it', () => {
    const large = new Float64Array(1000).map((_, i) => i);
    const { buffers } = encodeValue({ part: large.subarray(10, 12) });
    expect(buffers).toEqual([Float64Array.of(10, 11).buffer]);
    large[10] = -1;
    expect(new Float64Array(buffers[0] as ArrayBuffer)[0]).toBe(10);
  });

  it('restore views of odd offsets and of shared memory', () => {
    const bytes = Uint8Array.of(9, 1, 2, 3).subarray(1);
    const shared = new Int32Array(new SharedArrayBuffer(8)).fill(7);
    expect(roundTrip([bytes, shared])).toStrictEqual([Uint8Array.of(1, 2, 3), Int32Array.of(7, 7)]);
    expect(roundTrip(Buffer.from('ab'))).toStrictEqual(Uint8Array.of(97, 98));
  });

  it('leave undefined properties out', () => {
    expect(roundTrip({ a: undefined, b: 1 })).toStrictEqual({ b: 1 });
  });

  it('keep objects that look like references', () => {
    const value = { $: [0, 'Float64Array'], more: { $: 'NaN' }, nested: { $: { $: { $: 1 } } } };
    expect(roundTrip(value)).toStrictEqual(value);
  });

  const cycle: Record<string, unknown> = {};
  cycle.self = { cycle };
  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a bigint', 1n],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['a bare ArrayBuffer', new ArrayBuffer(8)],
    ['a DataView', new DataView(new ArrayBuffer(8))],
    ['a class instance', new (class Model {})()],
    ['a toJSON method', { toJSON: () => 1 }],
    ['a cycle', cycle],
    ['a key __proto__', JSON.parse('{"__proto__": 1}')],
  ])('refuse %s with its path', (_, value) => {
    expect(codeOf(() => encodeValue({ rows: [value] }))).toBe('internal');
    expect(() => encodeValue({ rows: [value] })).toThrow('rows.0');
  });

  it('stop at the limit before they copy', () => {
    const part = new Uint8Array(2 ** 20);
    expect(codeOf(() => encodeValue(Array(17).fill(part)))).toBe('too_large');
    let doubling: unknown[] = ['x'.repeat(100)];
    for (let i = 0; i < 60; i++) doubling = [doubling, doubling];
    expect(codeOf(() => encodeValue(doubling))).toBe('too_large');
  });
});

describe('decodeValue on hostile trees', () => {
  const eight = new ArrayBuffer(8);
  const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000));
  const looped: unknown[] = [];
  looped.push(looped);
  it.each([
    ['an index beyond the buffers', { $: [1, 'Uint8Array'] }, [eight]],
    ['a negative index', { $: [-1, 'Uint8Array'] }, [eight]],
    ['a fractional index', { $: [0.5, 'Uint8Array'] }, [eight]],
    ['an index that is a property name', { $: ['length', 'Uint8Array'] }, [eight]],
    ['an unknown type', { $: [0, 'Float16Array'] }, [eight]],
    ['an inherited type name', { $: [0, 'constructor'] }, [eight]],
    ['a longer reference', { $: [0, 'Uint8Array', 1] }, [eight]],
    ['a reference with a neighbor', { $: [0, 'Uint8Array'], x: 1 }, [eight]],
    ['an unknown mark', { $: 'Inf' }, []],
    ['an escape of nothing', { $: { a: 1 } }, []],
    ['a buffer used twice', [{ $: [0, 'Uint8Array'] }, { $: [0, 'Uint8Array'] }], [eight]],
    ['a buffer never used', [], [eight]],
    ['a length that does not divide', { $: [0, 'Float64Array'] }, [new ArrayBuffer(7)]],
    ['a key __proto__', JSON.parse('{"a": {"__proto__": {"polluted": 1}}}'), []],
    ['a deep tree', deep, []],
    ['a cycle', looped, []],
    ['a Map', new Map(), []],
    ['undefined', [undefined], []],
  ])('refuses %s', (_, json, buffers) => {
    expect(codeOf(() => decodeValue(json, buffers as ArrayBuffer[]))).toBe('protocol');
  });

  it('refuses an array that holds itself many times over', () => {
    let doubling: unknown[] = [1];
    for (let i = 0; i < 90; i++) doubling = [doubling, doubling];
    expect(codeOf(() => decodeValue(doubling, []))).toBe('protocol');
  });

  it('answers any JSON with a value or a protocol error', () => {
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom(0, 1, 'NaN', 'Uint8Array', 'Float64Array', null),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('$', 'a'), tie('value'), { maxKeys: 2 }),
      ),
    })).value;
    fc.assert(
      fc.property(tree, (json) => {
        expect(['nothing thrown', 'protocol']).toContain(codeOf(() => decodeValue(json, [new ArrayBuffer(8)])));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});
