import { describe, expect, it } from 'vitest';
import { parseFrame } from '../../../shared/wire/frames';

const buffer = new ArrayBuffer(3);

describe('parseFrame', () => {
  it.each([
    { t: 'hello', protocol: 2, build: 'x' },
    { t: 'req', id: 1, m: 'app.info', p: {}, b: [] },
    { t: 'cancel', id: 1 },
    { t: 'progress', id: 1, done: 0.5, total: null, text: '' },
    { t: 'res', id: 1, r: null, b: [] },
    { t: 'err', id: 1, e: { code: 'input', message: 'm', hint: 'h', sql: 's', where: { file: 'f', row: 3 } } },
    { t: 'event', m: 'jobs.changed', p: [], b: [] },
  ])('reads a $t frame', (frame) => {
    expect(parseFrame({ ...frame, extra: 1 }, [])).toStrictEqual(frame);
  });

  it.each([
    null,
    'req',
    [],
    new Map(),
    {},
    { t: 'constructor' },
    { t: 'hello', protocol: '1', build: '' },
    { t: 'hello', protocol: 1 },
    { t: 'req', id: 1.5, m: 'x', p: 0 },
    { t: 'req', id: -1, m: 'x', p: 0 },
    { t: 'req', id: 2 ** 53, m: 'x', p: 0 },
    { t: 'req', id: '1', m: 'x', p: 0 },
    { t: 'req', id: 1, m: 1, p: 0 },
    { t: 'req', id: 1, m: 'x' },
    { t: 'res', id: 1 },
    { t: 'cancel' },
    { t: 'progress', id: 1, done: null, total: null, text: '' },
    { t: 'progress', id: 1, done: 1, total: Number.NaN, text: '' },
    { t: 'progress', id: 1, done: 1, total: 1 },
    { t: 'err', id: 1, e: 'text' },
    { t: 'err', id: 1, e: { code: 'input' } },
    { t: 'event', p: 1 },
  ])('refuses %j', (header) => {
    expect(() => parseFrame(header, [])).toThrow(expect.objectContaining({ code: 'protocol' }));
  });

  it('refuses buffers of other number or length', () => {
    const frame = { t: 'res', id: 1, r: 0 };
    expect(() => parseFrame({ ...frame, b: [3] }, [buffer])).not.toThrow();
    for (const b of [undefined, [], [2], [3, 0]]) {
      expect(() => parseFrame({ ...frame, b }, [buffer])).toThrow(expect.objectContaining({ code: 'protocol' }));
    }
  });

  it('refuses more bytes or buffers than a message may have', () => {
    const half = new ArrayBuffer(9 * 2 ** 20);
    const header = { t: 'res', id: 1, r: 0, b: [half.byteLength, half.byteLength] };
    expect(() => parseFrame(header, [half, half])).toThrow('more bytes in buffers');
    const empty = Array(65_537).fill(new ArrayBuffer(0));
    expect(() => parseFrame({ ...header, b: empty.map(() => 0) }, empty)).toThrow('bad list of buffers');
  });

  it('keeps the message when details are of a wrong type', () => {
    const e = { code: 'input', message: 'm', hint: 1, sql: null, where: { row: 'x', column: 'c' } };
    const frame = parseFrame({ t: 'err', id: 1, e }, []);
    expect(frame).toStrictEqual({ t: 'err', id: 1, e: { code: 'input', message: 'm', where: { column: 'c' } } });
  });
});
