import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  Dictionary,
  Float64,
  Int32,
  Int64,
  Table,
  TimestampMicrosecond,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { openScratch } from '../../../electron/engine/db/open';
import { openFiles, temporaryFolder } from '../session/caseFolder';

const yaml = (file: string, extra = '') =>
  `rankscope: 1\nname: readers\nlog:\n  path: ${file}\n  columns: { request: q, item: d, position: p, time: t }\n${extra}features: [f]\n`;

const expected = [
  { request_id: '01', item_id: 'a', position: 1, time: Date.UTC(2026, 6, 14, 10), f: 0.5 },
  { request_id: '01', item_id: 'é', position: 2, time: Date.UTC(2026, 6, 14, 11), f: null },
];
const csv = 'q,d,p,t,f\n01,a,1,2026-07-14 10:00:00,0.5\n01,é,2,2026-07-14 11:00:00,\n';
const select =
  'SELECT request_id, item_id, position, time, f FROM impressions JOIN features_logged USING (row_id) ORDER BY row_id';

async function read(file: string, content: string | Uint8Array, extra = '') {
  const { rows, session } = await openFiles({ 'case.yaml': yaml(file, extra), [file]: content });
  return { rows: await rows(select), refused: await rows('FROM refused_rows'), session };
}

const arrowFixtures = path.join(import.meta.dirname, '../../fixtures/arrow');

/** The rows in a zstd-compressed text file: Node 20 has no writer of its own, DuckDB has. */
async function zstdLog(kind: string): Promise<Uint8Array> {
  const file = `${temporaryFolder()}/log`;
  const db = await openScratch({ allowedPaths: [file] });
  const format = kind === 'ndjson' ? 'FORMAT json' : `FORMAT csv, HEADER, DELIMITER '${kind === 'tsv' ? '\t' : ','}'`;
  await db.run({
    text: `COPY (SELECT * FROM (VALUES ('01', 'a', 1, '2026-07-14 10:00:00', 0.5), ('01', 'é', 2, '2026-07-14 11:00:00', NULL)) t(q, d, p, t, f)) TO '${file}' (${format}, COMPRESSION zstd)`,
  });
  await db.close();
  return readFileSync(file);
}

function utf16(text: string, bigEndian: boolean): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('readers', () => {
  it.each([
    ['log.csv', csv],
    ['log.tsv', csv.replaceAll(',', '\t')],
    ['semicolons.csv', csv.replaceAll(',', ';')],
    ['windows.csv', csv.replaceAll('\n', '\r\n')],
    ['bom.csv', `\ufeff${csv}`],
    ['log.csv.gz', gzipSync(csv)],
    ['utf16le.csv', utf16(csv, false)],
    ['utf16be.csv', utf16(csv, true)],
    ['latin1.csv', Buffer.from(csv, 'latin1')],
    ['quoted.csv', csv.replace('a,1', '"a",1')],
    [
      'log.ndjson',
      '{"q":"01","d":"a","p":1,"t":"2026-07-14T10:00:00Z","f":0.5}\n\n{"t":"2026-07-14T11:00:00Z","q":"01","d":"é","p":2}\n',
    ],
    [
      'log.ndjson.gz',
      gzipSync(
        '{"q":"01","d":"a","p":1,"t":"2026-07-14T10:00:00Z","f":0.5}\n{"t":"2026-07-14T11:00:00Z","q":"01","d":"é","p":2}',
      ),
    ],
    [
      'array.json',
      '[{"q":"01","d":"a","p":1,"t":"2026-07-14T10:00:00Z","f":0.5},\n{"q":"01","d":"é","p":2,"t":"2026-07-14T11:00:00Z","f":null}]',
    ],
  ])('reads %s', async (file, content) => {
    const { rows, refused } = await read(file, content);
    expect(rows).toEqual(expected);
    expect(refused).toEqual([]);
  });

  it('reads Arrow files and streams', async () => {
    const table = new Table({
      q: vectorFromArray(['01', '01'], new Dictionary(new Utf8(), new Int32())),
      d: vectorFromArray(['a', 'é'], new Utf8()),
      p: vectorFromArray([1n, 2n], new Int64()),
      t: vectorFromArray([Date.UTC(2026, 6, 14, 10), Date.UTC(2026, 6, 14, 11)], new TimestampMicrosecond()),
      f: vectorFromArray([0.5, null], new Float64()),
    });
    for (const kind of ['file', 'stream'] as const) {
      expect((await read(`${kind}.arrow`, tableToIPC(table, kind))).rows).toEqual(expected);
    }
    await expect(read('cut.arrow', tableToIPC(table, 'file').subarray(0, 500))).rejects.toMatchObject({
      code: 'input',
    });
  });

  it.each(['lz4', 'zstd'])('reads Arrow files and streams compressed by %s', async (codec) => {
    for (const file of [`${codec}.arrow`, `${codec}.stream.arrow`]) {
      const { rows, refused } = await read(file, readFileSync(path.join(arrowFixtures, file)));
      expect(rows.slice(0, 2)).toEqual(expected);
      expect(rows[399]).toEqual({ request_id: '01', item_id: 'd399', position: 400, time: null, f: 99.75 });
      expect([rows.length, refused]).toEqual([400, []]);
    }
  });

  it.each(['csv', 'tsv', 'ndjson'])('reads %s compressed by zstd', async (kind) => {
    const file = `log.${kind}.zst`;
    const { rows, refused } = await read(file, await zstdLog(kind));
    expect(rows).toEqual(expected);
    expect(refused).toEqual([]);
  });

  it('reads Parquet and finds rows of several files', async () => {
    const folder = temporaryFolder();
    const db = await openScratch({ allowedPaths: [`${folder}/a.parquet`, `${folder}/b.parquet`] });
    for (const [name, row] of [
      ['a', "'01', 'a', 1, TIMESTAMP '2026-07-14 10:00:00', 0.5::FLOAT"],
      ['b', "'01', 'é', 2, TIMESTAMP '2026-07-14 11:00:00', 'NaN'::FLOAT"],
    ]) {
      await db.run({
        text: `COPY (SELECT * FROM (VALUES (${row}), ('02', NULL, 3, NULL, 1)) t(q, d, p, t, f)) TO '${folder}/${name}.parquet'`,
      });
    }
    await db.close();
    const files = {
      'a.parquet': readFileSync(`${folder}/a.parquet`),
      'b.parquet': readFileSync(`${folder}/b.parquet`),
    };
    const { rows, session } = await openFiles({ 'case.yaml': yaml('"*.parquet"'), ...files });
    expect(await rows(select)).toEqual(expected);
    const refused = await rows('SELECT file, line, reason FROM refused_rows');
    expect(refused.map(({ file, line, reason }) => [String(file).slice(-9), line, reason])).toEqual([
      ['a.parquet', 2, 'item is missing'],
      ['b.parquet', 2, 'item is missing'],
    ]);
    expect(session.meta.checks.map(({ id, count }) => [id, count])).toEqual([
      ['refused_rows', 2],
      ['nan', 1],
    ]);
  });

  it('converts local times, zoned times and epochs to UTC', async () => {
    const zoned = csv.replaceAll(':00:00,', ':00:00+02:00,');
    expect((await read('zoned.csv', zoned)).rows[0]?.time).toBe(Date.UTC(2026, 6, 14, 8));
    expect((await read('local.csv', csv, '  timezone: Europe/Berlin\n')).rows[0]?.time).toBe(Date.UTC(2026, 6, 14, 8));
    for (const factor of [1e-3, 1, 1e3, 1e6]) {
      const epoch = csv.replace(
        '2026-07-14 10:00:00',
        String((BigInt(expected[0]!.time) * BigInt(1e6 * factor)) / 1000000n),
      );
      const later = epoch.replace(
        '2026-07-14 11:00:00',
        String((BigInt(expected[1]!.time) * BigInt(1e6 * factor)) / 1000000n),
      );
      expect((await read('epoch.csv', later)).rows).toEqual(expected);
    }
  });

  it('refuses lines that do not fit, each with its line', async () => {
    const broken =
      'q,d,p,t,f\n01,"a\nb",1,2026-07-14,0.5\n01,c\n01,d,x,2026-07-14,1\n01,e,2,2026-07-14,1,9\n02,f,1,2026-07-15,1\n';
    const { refused, session } = await read('broken.csv', broken);
    expect(refused.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [4, 'has 2 fields, 5 are expected', '01,c'],
      [6, 'has 6 fields, 5 are expected', '01,e,2,2026-07-14,1,9'],
      [null, 'row 2 of those read: position (column p) is not a whole number', null],
    ]);
    expect(session.meta.counts).toMatchObject({ rows: 2, refusedRows: 3 });
  });

  it('refuses broken NDJSON lines and keeps the others', async () => {
    const { refused, session } = await read(
      'log.ndjson',
      '{"q":1,"d":2,"p":1,"t":0,"f":1}\n{"q":\n[1]\n{"q":1,"d":3,"p":2,"t":0,"f":"x"}\n',
    );
    expect(refused.map(({ line, reason, text }) => [line, reason, text])).toEqual([
      [2, 'is not valid JSON', '{"q":'],
      [3, 'holds no JSON object', '[1]'],
    ]);
    expect(session.meta.counts).toMatchObject({ rows: 2, refusedRows: 2 });
  });
});
