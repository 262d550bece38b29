import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../shared/wire/binaryMessage';
import { decodeValue, encodeValue } from '../../../shared/wire/codec';
import { RankscopeError } from '../../../shared/wire/errors';
import { type Frame, maxMessageBytes, parseFrame } from '../../../shared/wire/frames';
import { sendable } from './arbitraries';

function encodeResult(value: unknown): Uint8Array<ArrayBuffer> {
  const { json, buffers } = encodeValue(value);
  return encodeMessage({ header: { t: 'res', id: 1, r: json, b: buffers.map((each) => each.byteLength) }, buffers });
}

function decodeFrame(data: ArrayBuffer): unknown {
  const { header, buffers } = decodeMessage(data);
  const frame = parseFrame(header, buffers);
  return frame.t === 'res' ? decodeValue(frame.r, buffers) : frame;
}

/** A message whose header is any text and whose declared header length may lie. */
function rawMessage(header: string, { length, tail = 0 }: { length?: number; tail?: number } = {}): ArrayBuffer {
  const text = new TextEncoder().encode(header);
  const out = new Uint8Array(Math.ceil((4 + text.length) / 8) * 8 + tail);
  new DataView(out.buffer).setUint32(0, length ?? text.length, true);
  out.set(text, 4);
  return out.buffer;
}

function outcome(data: ArrayBuffer): string {
  try {
    decodeFrame(data);
    return 'read';
  } catch (thrown) {
    return thrown instanceof RankscopeError ? thrown.code : `not ours: ${thrown}`;
  }
}

describe('the binary message', () => {
  it('lies in memory as the format says', () => {
    const bytes = encodeMessage({
      header: { t: 'res', id: 1, r: 0, b: [3] },
      buffers: [Uint8Array.of(7, 8, 9).buffer],
    });
    const header = '{"t":"res","id":1,"r":0,"b":[3]}';
    expect(header).toHaveLength(32);
    expect([...bytes.subarray(0, 4)]).toEqual([32, 0, 0, 0]);
    expect(new TextDecoder().decode(bytes.subarray(4, 36))).toBe(header);
    expect([...bytes.subarray(36)]).toEqual([0, 0, 0, 0, 7, 8, 9, 0, 0, 0, 0, 0]);
  });

  it('brings every sendable value back', () => {
    fc.assert(
      fc.property(sendable, (value) => {
        const bytes = encodeResult(value);
        expect(bytes.length % 8).toBe(0);
        expect(isDeepStrictEqual(decodeFrame(bytes.buffer), value)).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('takes exactly the limit and no byte more', () => {
    const header: Frame = { t: 'res', id: 1, r: 0, b: [maxMessageBytes - 48] };
    const most = encodeMessage({ header, buffers: [new ArrayBuffer(maxMessageBytes - 48)] });
    expect(most.byteLength).toBe(maxMessageBytes);
    expect(outcome(most.buffer)).toBe('protocol'); // read as a frame, its buffer belongs to nothing
    expect(decodeMessage(most.buffer).buffers[0]?.byteLength).toBe(maxMessageBytes - 48);
    expect(() => encodeMessage({ header, buffers: [new ArrayBuffer(maxMessageBytes - 47)] })).toThrow('16 MB');
    expect(outcome(new ArrayBuffer(maxMessageBytes + 8))).toBe('protocol');
  });
});

describe('decodeMessage on hostile bytes', () => {
  it.each([
    ['nothing', new ArrayBuffer(0)],
    ['three bytes', new ArrayBuffer(3)],
    ['zeros', new ArrayBuffer(64)],
    ['a header length beyond the message', rawMessage('{}', { length: 13 })],
    ['a huge header length', rawMessage('{}', { length: 0xffffffff })],
    ['a header that is not JSON', rawMessage('{"t":')],
    ['a header that is not UTF-8', Uint8Array.of(2, 0, 0, 0, 0x22, 0xff, 0, 0).buffer],
    ['a header that is a list', rawMessage('[]')],
    ['a header that is null', rawMessage('null')],
    ['a header of brackets', rawMessage('['.repeat(1_000_000))],
    ['a key __proto__', rawMessage('{"t":"res","id":1,"r":{"__proto__":{"x":1}}}')],
    ['a header key __proto__', rawMessage('{"t":"cancel","id":1,"__proto__":{"x":1}}')],
    ['a length beyond the message', rawMessage('{"t":"res","id":1,"r":{"$":[0,"Uint8Array"]},"b":[9]}', { tail: 8 })],
    ['a length of 2^53', rawMessage('{"t":"res","id":1,"r":0,"b":[9007199254740992]}')],
    ['lengths that sum to more than all memory', rawMessage(`{"t":"res","id":1,"r":0,"b":[${'9e15,'.repeat(9)}0]}`)],
    ['a negative length', rawMessage('{"t":"res","id":1,"r":0,"b":[-8,8]}')],
    ['a fractional length', rawMessage('{"t":"res","id":1,"r":0,"b":[0.5]}', { tail: 8 })],
    ['a length as text', rawMessage('{"t":"res","id":1,"r":0,"b":["8"]}', { tail: 8 })],
    ['lengths that are no list', rawMessage('{"t":"res","id":1,"r":0,"b":{"length":1,"0":8}}', { tail: 8 })],
    ['more buffers than there may be', rawMessage(`{"t":"res","id":1,"r":0,"b":[${'0,'.repeat(65_536)}0]}`)],
    ['a header over the limit', rawMessage(`{"t":"cancel","id":1${' '.repeat(maxMessageBytes)}}`)],
    ['bytes after the last buffer', rawMessage('{"t":"cancel","id":1}', { tail: 8 })],
    ['a buffer on a cancel frame that tells none', rawMessage('{"t":"res","id":1,"r":0}', { tail: 8 })],
  ])('refuses %s', (_, data) => {
    expect(outcome(data)).toBe('protocol');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('refuses every cut of a good message', () => {
    const bytes = encodeResult({ a: Float64Array.of(1, 2), b: 'text', c: Uint8Array.of(1) });
    for (let end = 0; end < bytes.length; end++) expect(outcome(bytes.slice(0, end).buffer)).toBe('protocol');
  });

  it('reads or refuses whatever bytes are changed', () => {
    const good = encodeResult({ columns: [{ name: 'x', data: Float64Array.of(1, 2) }], n: Uint8Array.of(1, 2, 3) });
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        expect(['read', 'protocol']).toContain(outcome(bytes.buffer));
      }),
      { numRuns: 3000, seed: 1 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(['read', 'protocol']).toContain(outcome(bytes.slice().buffer));
      }),
      { seed: 1 },
    );
  });
});
