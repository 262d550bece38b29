import { Buffer } from 'node:buffer';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IdTable } from '../../../electron/engine/ingest/trec/idTable';
import { NumberText } from '../../../electron/engine/ingest/trec/numberText';
import { orderIds } from '../../../electron/engine/ingest/trec/orderIds';
import { orderPairs } from '../../../electron/engine/ingest/trec/orderPairs';
import { scanTrec } from '../../../electron/engine/ingest/trec/scanTrec';
import { qrelsShape, runShape } from '../../../electron/engine/ingest/trec/trecLines';
import { temporaryFolder, writeFiles } from '../session/caseFolder';

function textOf({ bytes, offsets }: IdTable, id: number): string {
  return Buffer.from(bytes.subarray(offsets[id]!, offsets[id + 1]!)).toString();
}

async function scan(content: string | Uint8Array, kind: 'run' | 'qrels' = 'run', name = 'file.txt') {
  const folder = temporaryFolder();
  writeFiles(folder, { [name]: content });
  const ids = { requests: new IdTable(), items: new IdTable() };
  const { rows, refused } = await scanTrec(path.join(folder, name), kind === 'run' ? runShape : qrelsShape, { ids });
  const lines = Array.from({ length: rows.rows }, (_, i) => [
    textOf(ids.requests, rows.requests[i]!),
    textOf(ids.items, rows.items[i]!),
    rows.numbers[i]!,
  ]);
  return { lines, refused };
}

describe('scanning TREC files', () => {
  it('splits on any white space and ignores what follows', async () => {
    const { lines } = await scan(' 1\tQ0  d1 1 0.5 A\r\n\n1 Q0 dé\u00a0\u00e0 2\t-1e-3 A junk at the end');
    expect(lines).toEqual([
      ['1', 'd1', 0.5],
      ['1', 'dé\u00a0\u00e0', -0.001],
    ]);
  });

  it('names lines that cannot be read', async () => {
    const { lines, refused } = await scan('1 0 d1 2\n1 0 d2\n\n1 0 d3 good\n1 0 d4 -1\n', 'qrels');
    expect(lines).toEqual([
      ['1', 'd1', 2],
      ['1', 'd4', -1],
    ]);
    expect(refused.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [2, 'has 3 fields, 4 are expected', '1 0 d2'],
      [4, 'the relevance "good" is not a number', '1 0 d3 good'],
    ]);
  });

  it('leaves out a byte order mark and reads gzip', async () => {
    const text = '\ufeff1 Q0 d1 1 2 A\n1 Q0 d2 2 1 A\n';
    const expected = [
      ['1', 'd1', 2],
      ['1', 'd2', 1],
    ];
    expect((await scan(text)).lines).toEqual(expected);
    expect((await scan(gzipSync(text), 'run', 'file.gz')).lines).toEqual(expected);
  });

  it('says which line is not UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('1 Q0 d1 1 2 A\n1 Q0 d'), Buffer.from([0xe9]), Buffer.from(' 2 1 A\n')]);
    await expect(scan(bytes)).rejects.toMatchObject({ code: 'input', where: { line: 2 } });
  });

  it('reads lines that cross blocks, and longer than one', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => `${i >> 10} Q0 document-${i} ${i} ${i / 8} tag\n`);
    const { lines } = await scan(`${many.join('')}x Q0 ${'y'.repeat(3_000_000)} 1 1 tag`);
    expect(lines.length).toBe(60_001);
    expect(lines[59_999]).toEqual([String(59_999 >> 10), 'document-59999', 59_999 / 8]);
    expect(String(lines[60_000]![1]).length).toBe(3_000_000);
  });
});

describe('numbers in TREC files', () => {
  const number = new NumberText();
  const read = (text: string) => (number.read(Buffer.from(text), 0, Buffer.byteLength(text)) ? number.value : null);

  it('are what JavaScript reads', () => {
    const texts = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(6)),
      fc.integer().map(String),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(Object.is(read(text), Number(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('are refused when they are something else', () => {
    for (const text of ['', '.', '-', '+.', '1.2.3', '1e', '0x10', '1_0', 'e5', 'high', '--1'])
      expect(read(text)).toBe(null);
    expect(['.5', '5.', '+1', '-0', 'INF', '-infinity', 'nan'].map(read)).toEqual([
      0.5,
      5,
      1,
      -0,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ]);
  });
});

describe('ids', () => {
  it('are ordered by their UTF-8 bytes', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', 'a', 'a\0', 'a\0b', 'doc-1', '\ufffd', '😀', 'Ω'),
    );
    // More than a thousand distinct ones take the way of large tables.
    const lists = fc.array(words, { minLength: 1500, maxLength: 3000 });
    fc.assert(
      fc.property(lists, (texts) => {
        const table = new IdTable();
        const prefixed = texts.map((text, i) => Buffer.from(i % 3 === 0 ? text : `shared prefix ${i % 40} ${text}`));
        for (const bytes of prefixed) table.intern(bytes, 0, bytes.length);
        const order = orderIds(
          table,
          Uint32Array.from({ length: table.size }, (_, i) => i),
        );
        const found = Array.from(order, (id) => textOf(table, id));
        const expected = [...new Set(prefixed.map(String))].map((text) => Buffer.from(text)).sort(Buffer.compare);
        expect(found).toEqual(expected.map(String));
      }),
      { numRuns: 20 },
    );
  });

  it('get the same number again, alone or together', () => {
    const words = fc.array(fc.string({ maxLength: 5 }), { maxLength: 200 });
    fc.assert(
      fc.property(words, (texts) => {
        const parts = texts.map((text) => Buffer.from(text));
        const bytes = new Uint8Array(Buffer.concat(parts));
        const ends = Int32Array.from(parts.map((part) => part.length));
        for (let i = 1; i < ends.length; i++) ends[i]! += ends[i - 1]!;
        const starts = Int32Array.from(ends, (_, i) => (i === 0 ? 0 : ends[i - 1]!));
        const into = new Int32Array(texts.length);
        const table = new IdTable();
        table.internAll(bytes, { starts, ends, hashes: new Int32Array(texts.length + 1) }, texts.length, into, 0);
        expect(Array.from(into, (id) => textOf(table, id))).toEqual(texts);
        expect(Array.from(starts, (start, i) => table.intern(bytes, start, ends[i]!))).toEqual(Array.from(into));
      }),
    );
  });

  it('pairs are ordered by request, then item, stable', () => {
    const pairs = fc.array(fc.tuple(fc.nat(5000), fc.nat(9000)), { maxLength: 300 });
    fc.assert(
      fc.property(pairs, (rows) => {
        const order = orderPairs(
          Int32Array.from(rows, ([request]) => request),
          Int32Array.from(rows, ([, item]) => item),
          5001,
          9001,
        );
        const expected = rows.map((_, i) => i).sort((a, b) => rows[a]![0] - rows[b]![0] || rows[a]![1] - rows[b]![1]);
        expect(Array.from(order)).toEqual(expected);
      }),
    );
  });
});
