import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffCsv, splitRecords } from '../../../electron/engine/ingest/readers/sniffCsv';

const cell = fc.array(fc.constantFrom('"', ',', ';', '\n', '\r\n', ' ', 'a', '1', 'é'), { maxLength: 4 });
const tables = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 5 })).chain(([width, height]) =>
  fc.array(
    fc.array(
      cell.map((parts) => parts.join('')),
      { minLength: width, maxLength: width },
    ),
    { minLength: height, maxLength: height },
  ),
);

function quoted(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

function written(records: readonly string[][], delimiter: string, end: string): string {
  return records.map((record) => record.map(quoted).join(delimiter) + end).join('');
}

describe('the records of delimited text', () => {
  it('come back as they were written, with any delimiter and line end', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(',', ';', '\t', '|'), fc.constantFrom('\n', '\r\n'), (table, mark, end) => {
        expect(splitRecords(written(table, mark, end), mark)).toEqual(table);
      }),
      { seed: 7 },
    );
  });

  it('are read no further than was asked', () => {
    fc.assert(
      fc.property(tables, fc.nat(6), (table, most) => {
        expect(splitRecords(written(table, ',', '\n'), ',', most)).toEqual(table.slice(0, most));
      }),
      { seed: 7 },
    );
  });
});

describe('the layout of delimited text', () => {
  const sniff = (text: string, complete = true) => sniffCsv(text, 'log.csv', complete);

  it('has the types that every value of a column fits', () => {
    const text =
      'flag,count,code,price,at,zoned,word\ntrue, 1,007,1.5,2026-06-01,2026-06-01T10:00:00Z,a\nFALSE,-2,12,2,2026-06-02 08:00,2026-06-01T10:00:00+02:00,1\n';
    expect(sniff(text).columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'flag BOOLEAN',
      'count BIGINT',
      'code VARCHAR',
      'price DOUBLE',
      'at TIMESTAMP',
      'zoned TIMESTAMPTZ',
      'word VARCHAR',
    ]);
  });

  it('ignores empty values, and records that are too short or cut off', () => {
    expect(sniff('a,b\n,1\nx\n2,\n').columns.map(({ type }) => type)).toEqual(['BIGINT', 'BIGINT']);
    expect(sniff('a,b\n1,2\n3,4x', false).columns.map(({ type }) => type)).toEqual(['BIGINT', 'BIGINT']);
    expect(sniff('a,b\n1,2\n3,4x').columns.map(({ type }) => type)).toEqual(['BIGINT', 'VARCHAR']);
  });

  it('takes the delimiter that most records agree on, and tells a header from numbers', () => {
    expect(sniff('a;b\n1,5;2\n2,5;3\n')).toMatchObject({ delimiter: ';', header: true });
    expect(sniff('1\t2\n3\t4\n')).toMatchObject({ delimiter: '\t', header: false });
  });

  it('refuses an empty file and two columns of one name', () => {
    expect(() => sniff(' \n')).toThrow('log.csv is empty.');
    expect(() => sniff('a,A\n1,2\n')).toThrow('log.csv has the column "a" and "A", which differ only by case.');
  });
});
