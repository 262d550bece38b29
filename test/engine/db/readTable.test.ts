import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import { cellsOf, columnOf } from './columnCells';

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
});
afterAll(() => db.close());

async function readOne(expression: string) {
  const table = await db.read({ text: `SELECT ${expression} AS v UNION ALL SELECT NULL` });
  return { type: table.columns[0]!.type, cells: cellsOf(table, 'v') };
}

describe('readTable', () => {
  it.each([
    ['(-1.5)::DOUBLE', 'f64', -1.5],
    ["'inf'::DOUBLE", 'f64', Number.POSITIVE_INFINITY],
    ['0.1::FLOAT', 'f32', Math.fround(0.1)],
    ['(-128)::TINYINT', 'i32', -128],
    ['(-32768)::SMALLINT', 'i32', -32768],
    ['(-2147483648)::INTEGER', 'i32', -2147483648],
    ['255::UTINYINT', 'u32', 255],
    ['65535::USMALLINT', 'u32', 65535],
    ['4294967295::UINTEGER', 'u32', 4294967295],
    ['(-9007199254740992)::BIGINT', 'f64', -9007199254740992],
    ['9007199254740992::UBIGINT', 'f64', 9007199254740992],
    ['(-9007199254740992)::HUGEINT', 'f64', -9007199254740992],
    ['(-4294967297)::BIGINT', 'f64', -4294967297],
    ['9007199254740992::UHUGEINT', 'f64', 9007199254740992],
    ['true', 'bool', true],
    ['(-12.3)::DECIMAL(4,1)', 'f64', -12.3],
    ['(-12345.67)::DECIMAL(9,2)', 'f64', -12345.67],
    ['1234567890.123::DECIMAL(18,3)', 'f64', 1234567890.123],
    ['12345678901234567890.12::DECIMAL(38,2)', 'f64', Number('12345678901234567890.12')],
    ["DATE '1969-12-31'", 'time', -86_400_000],
    ["TIMESTAMP '1969-12-31 23:59:59.9995'", 'time', -0.5],
    ["TIMESTAMP_S '2024-01-02 03:04:05'", 'time', Date.UTC(2024, 0, 2, 3, 4, 5)],
    ["TIMESTAMP_MS '2024-01-02 03:04:05.678'", 'time', Date.UTC(2024, 0, 2, 3, 4, 5, 678)],
    ["TIMESTAMP_NS '2024-01-02 03:04:05.678'", 'time', Date.UTC(2024, 0, 2, 3, 4, 5, 678)],
    ["TIMESTAMP_NS '1969-12-31 23:59:59.999999999'", 'time', -0.001],
    ["TIMESTAMPTZ '2024-01-02 03:04:05+02'", 'time', Date.UTC(2024, 0, 2, 1, 4, 5)],
    ["DATE 'infinity'", 'time', Number.POSITIVE_INFINITY],
    ["TIMESTAMP '-infinity'", 'time', Number.NEGATIVE_INFINITY],
    ["'twelve bytes'", 'utf8', 'twelve bytes'],
    ["'thirteen bytes'", 'utf8', 'thirteen bytes'],
    ["'größer als zwölf 😀'", 'utf8', 'größer als zwölf 😀'],
    ["'b'::ENUM('a', 'b')", 'dict', 'b'],
    ["'7c1a3d29-de58-4782-8cba-890151aee5fe'::UUID", 'utf8', '7c1a3d29-de58-4782-8cba-890151aee5fe'],
    ["'\\xAA\\x01'::BLOB", 'utf8', '\\xAA\\x01'],
    ["TIME '01:02:03.5'", 'utf8', '01:02:03.5'],
    ["INTERVAL '1 month 2 days'", 'utf8', '1 month 2 days'],
    ["'101'::BIT", 'utf8', '101'],
    ['[1, NULL, 3]', 'utf8', '[1, NULL, 3]'],
    ["{'a': 1, 'b': 'x'}", 'utf8', "{'a': 1, 'b': 'x'}"],
    ["MAP {'k': 1}", 'utf8', "{'k': 1}"],
    ['[1, 2]::INTEGER[2]', 'utf8', '[1, 2]'],
    ['\'{"a": 1}\'::JSON', 'utf8', '{"a": 1}'],
  ])('reads %s as %s', async (expression, type, value) => {
    expect(await readOne(expression)).toEqual({ type, cells: [value, null] });
  });

  it.each([
    '9007199254740993::BIGINT',
    '(-9007199254740993)::BIGINT',
    '9223372036854775808::UBIGINT',
    '9007199254740993::HUGEINT',
    '18446744073709551616::HUGEINT',
    '(-18446744073709551617)::HUGEINT',
    '340282366920938463463374607431768211455::UHUGEINT',
    'sum(i) FROM (SELECT 9007199254740992 AS i UNION ALL SELECT 1)',
  ])('refuses %s, which no double holds', async (expression) => {
    await expect(db.read({ text: `SELECT ${expression}` })).rejects.toMatchObject({ code: 'too_large' });
  });

  it('names the number that does not fit', async () => {
    const reading = db.read({ text: 'SELECT -9007199254740993 AS big' });
    await expect(reading).rejects.toThrow('Column "big" holds the whole number -9007199254740993');
  });

  it('sums whole numbers to doubles', async () => {
    expect(await db.readOne({ text: 'SELECT sum(i::INTEGER) AS s, count(*) AS n FROM range(100000) t(i)' })).toEqual({
      s: 4999950000,
      n: 100000,
    });
  });

  it('reads an empty result with its columns', async () => {
    const table = await db.read({ text: "SELECT 1.5::DOUBLE AS a, 'x' AS b, [1] AS c WHERE false" });
    expect(table).toMatchObject({ rows: 0, columns: [{ name: 'a', type: 'f64' }, { type: 'utf8' }, { type: 'utf8' }] });
  });

  it('keeps two columns of one name', async () => {
    const table = await db.read({ text: 'SELECT 1 AS a, 2 AS a' });
    expect(table.columns.map(({ name }) => name)).toEqual(['a', 'a']);
  });

  it.each([2047, 2048, 2049, 4096, 4097, 100_000])('finds every null of %i rows', async (rows) => {
    const text = `SELECT CASE WHEN i % 7 = 0 OR i IN (2047, 2048) THEN NULL ELSE i END::DOUBLE AS v,
      CASE WHEN i % 5 = 0 THEN NULL ELSE 'request number ' || i END AS s FROM range(${rows}) t(i) ORDER BY i`;
    const table = await db.read({ text });
    const isNull = (i: number) => i % 7 === 0 || i === 2047 || i === 2048;
    expect(cellsOf(table, 'v')).toEqual(Array.from({ length: rows }, (_, i) => (isNull(i) ? null : i)));
    expect(cellsOf(table, 's')).toEqual(Array.from({ length: rows }, (_, i) => (i % 5 ? `request number ${i}` : null)));
    const unused = columnOf(table, 'v').valid!.at(-1)! >> (rows & 7 || 8);
    expect(unused).toBe(0);
  });

  it('joins chunks that are not full', async () => {
    // Two thirds of the rows of each scanned vector stay, from several threads.
    const text = 'SELECT i::DOUBLE AS v, CASE WHEN i % 2 = 0 THEN i END AS w FROM range(50000) t(i) WHERE i % 3 > 0';
    const table = await db.read({ text });
    const sorted = [...(columnOf(table, 'v').type === 'f64' ? cellsOf(table, 'v') : [])] as number[];
    expect(sorted).toEqual(Array.from({ length: 50000 }, (_, i) => i).filter((i) => i % 3 > 0));
    expect(cellsOf(table, 'w')).toEqual(sorted.map((i) => (i % 2 === 0 ? i : null)));
  });

  it('leaves the bitmap out when nothing is null', async () => {
    const table = await db.read({ text: 'SELECT i::DOUBLE AS v FROM range(3000) t(i)' });
    expect(columnOf(table, 'v').valid).toBeUndefined();
  });

  it('puts NaN under a missing number', async () => {
    const table = await db.read({ text: 'SELECT unnest([1.5, NULL, 2.5]::DOUBLE[]) AS v' });
    expect(columnOf(table, 'v')).toMatchObject({ data: new Float64Array([1.5, Number.NaN, 2.5]) });
  });

  it('writes repeated texts as a dictionary', async () => {
    const table = await db.read({
      text: "SELECT 'country number ' || (i % 10) AS c FROM range(100000) t(i) ORDER BY i",
    });
    const column = columnOf(table, 'c');
    expect(column.type).toBe('dict');
    expect(column).toMatchObject({ offsets: { length: 11 } });
    expect(cellsOf(table, 'c').slice(9, 12)).toEqual(['country number 9', 'country number 0', 'country number 1']);
  });

  it('takes a dictionary up to half distinct', async () => {
    const half = await db.read({ text: "SELECT 'x' || (i // 2) AS c FROM range(1000) t(i) ORDER BY i" });
    const more = await db.read({ text: "SELECT 'x' || (i % 501) AS c FROM range(1000) t(i) ORDER BY i" });
    expect([columnOf(half, 'c').type, columnOf(more, 'c').type]).toEqual(['dict', 'utf8']);
    expect(cellsOf(more, 'c')).toEqual(Array.from({ length: 1000 }, (_, i) => `x${i % 501}`));
  });

  it('gives up the dictionary of distinct texts without losing any', async () => {
    const table = await db.read({
      text: "SELECT CASE WHEN i % 9 > 0 THEN 'u' || i END AS c FROM range(20000) t(i) ORDER BY i",
    });
    expect(columnOf(table, 'c').type).toBe('utf8');
    expect(cellsOf(table, 'c')).toEqual(Array.from({ length: 20000 }, (_, i) => (i % 9 ? `u${i}` : null)));
  });

  it('mixes short, long, empty and missing texts', async () => {
    const kinds = "['', 'short', 'a text longer than twelve bytes', NULL, 'ünï', '日本語のとても長い文字列です']";
    const text = `SELECT ${kinds}[1 + i % 6] || CASE WHEN i % 4 = 0 THEN repeat('z', (i % 300)::INTEGER) ELSE '' END AS c
      FROM range(10000) t(i) ORDER BY i`;
    const values = ['', 'short', 'a text longer than twelve bytes', null, 'ünï', '日本語のとても長い文字列です'];
    const expected = Array.from({ length: 10000 }, (_, i) => {
      const value = values[i % 6]!;
      return value === null ? null : value + (i % 4 === 0 ? 'z'.repeat(i % 300) : '');
    });
    expect(cellsOf(await db.read({ text }), 'c')).toEqual(expected);
  });

  it('lets other work run while it reads', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await db.read({ text: "SELECT 'request number ' || i AS s FROM range(1000000) t(i)" });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});
