import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader } from '../../../electron/engine/db/open';
import type { Column, Table } from '../../../shared/wire/table';
import { cellsOf, columnOf, utf8Column, validOf } from './columnCells';

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
});
afterAll(() => db.close());

async function roundTrip(type: string, column: Column, rows: number) {
  await db.run({ text: `CREATE OR REPLACE TABLE target (v ${type})` });
  await db.append('target', { rows, columns: [column] });
  return db.read({ text: 'SELECT v FROM target' });
}

function f64(name: string, values: readonly (number | null)[]): Column {
  return { name, type: 'f64', data: Float64Array.from(values, (v) => v ?? 0), ...validOf(values) };
}

describe('append', () => {
  it('returns 100,000 rows of every type as they were', async () => {
    const rows = 100_000;
    const numbers = Array.from({ length: rows }, (_, i) => (i % 11 === 0 ? null : i * 1.25));
    const texts = Array.from({ length: rows }, (_, i) =>
      i % 13 === 0 ? null : i % 2 ? `u${i}` : `a längerer text ${i}`,
    );
    const columns: Column[] = [
      f64('a', numbers),
      { name: 'b', type: 'f32', data: Float32Array.from({ length: rows }, (_, i) => i / 3) },
      { name: 'c', type: 'i32', data: Int32Array.from({ length: rows }, (_, i) => i - 50_000) },
      { name: 'd', type: 'u32', data: Uint32Array.from({ length: rows }, (_, i) => 4294967295 - i) },
      { name: 'e', type: 'bool', data: Uint8Array.from({ length: rows }, (_, i) => i % 2) },
      { name: 'f', type: 'time', data: Float64Array.from({ length: rows }, (_, i) => i * 1000.5 - 7e6) },
      utf8Column('g', texts),
    ];
    await db.run({
      text: 'CREATE TABLE wide (g VARCHAR, a DOUBLE, b FLOAT, c INTEGER, d UINTEGER, e BOOLEAN, f TIMESTAMP)',
    });
    await db.append('wide', { rows, columns });
    const back = await db.read({ text: 'SELECT * FROM wide' });
    expect(back.rows).toBe(rows);
    for (const column of columns.slice(1, 6)) expect(columnOf(back, column.name)).toEqual(column);
    expect(cellsOf(back, 'a')).toEqual(numbers);
    expect(cellsOf(back, 'g')).toEqual(texts);
  });

  it('returns any doubles and nulls', async () => {
    const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 40 }), fc.nat(2100), async (some, lead) => {
        const values = [...new Array<number>(lead).fill(1), ...some];
        const back = await roundTrip('DOUBLE', f64('v', values), values.length);
        expect(cellsOf(back, 'v')).toEqual(values);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('returns any texts and nulls', async () => {
    const value = fc.oneof(fc.constant(null), fc.string({ unit: 'binary', maxLength: 40 }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 60 }), async (values) => {
        const back = await roundTrip('VARCHAR', utf8Column('v', values), values.length);
        expect(cellsOf(back, 'v')).toEqual(values);
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  it('appends what it has read from a dictionary', async () => {
    const table = await db.read({ text: "SELECT 'country number ' || (i % 7) AS v FROM range(5000) t(i) ORDER BY i" });
    expect(table.columns[0]!.type).toBe('dict');
    expect(await roundTrip('VARCHAR', table.columns[0]!, 5000)).toEqual(table);
  });

  it.each(['TINYINT', 'SMALLINT', 'INTEGER', 'BIGINT', 'DOUBLE'])('puts whole doubles into %s', async (type) => {
    const values = [-128, 0, null, 127];
    expect(cellsOf(await roundTrip(type, f64('v', values), 4), 'v')).toEqual(values);
  });

  it.each([
    ['INTEGER', 1.5],
    ['UTINYINT', 256],
    ['BIGINT', 2 ** 54],
    ['INTEGER', Number.NaN],
  ])('refuses for %s the value %d', async (type, value) => {
    const appending = roundTrip(type, f64('v', [1, value]), 2);
    await expect(appending).rejects.toMatchObject({ code: 'input', where: { row: 2, column: 'v' } });
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM target' })).toEqual({ n: 0 });
  });

  it('puts times into DATE and TIMESTAMPTZ', async () => {
    const data = new Float64Array([-1, 86_400_000, Number.POSITIVE_INFINITY]);
    const column: Column = { name: 'v', type: 'time', data };
    const dates = await roundTrip('DATE', column, 3);
    expect(cellsOf(dates, 'v')).toEqual([-86_400_000, 86_400_000, Number.POSITIVE_INFINITY]);
    expect(columnOf(await roundTrip('TIMESTAMPTZ', column, 3), 'v')).toEqual(column);
  });

  it('reads from shared and from offset buffers', async () => {
    const shared = new Float64Array(new SharedArrayBuffer(8 * 5000)).fill(2.5);
    const column = { name: 'v', type: 'f64', data: shared.subarray(3) } as Column;
    const back = await roundTrip('DOUBLE', column, 4997);
    expect(new Set(cellsOf(back, 'v'))).toEqual(new Set([2.5]));
  });

  it('refuses a column that could lose something', async () => {
    await expect(roundTrip('FLOAT', f64('v', [0.1]), 1)).rejects.toThrow('cannot be appended');
  });

  it('names missing and unknown columns', async () => {
    await db.run({ text: 'CREATE OR REPLACE TABLE target (v DOUBLE, w DOUBLE)' });
    const appending = db.append('target', { rows: 1, columns: [f64('v', [1]), f64('x', [1])] });
    await expect(appending).rejects.toThrow('without w and with x; its columns are v, w');
  });

  it('refuses text that is not UTF-8', async () => {
    const cut = utf8Column('v', ['é']);
    const bad: Table = {
      rows: 1,
      columns: [{ ...cut, bytes: cut.bytes.slice(0, 1), offsets: new Uint32Array([0, 1]) }],
    };
    await db.run({ text: 'CREATE OR REPLACE TABLE target (v VARCHAR)' });
    await expect(db.append('target', bad)).rejects.toThrow('not UTF-8');
  });

  it('leaves nothing behind when a row breaks a constraint', async () => {
    await db.run({ text: 'CREATE OR REPLACE TABLE target (v DOUBLE CHECK (v < 400000))' });
    const values = Array.from({ length: 500_000 }, (_, i) => i);
    await expect(db.append('target', { rows: values.length, columns: [f64('v', values)] })).rejects.toMatchObject({
      code: 'input',
    });
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM target' })).toEqual({ n: 0 });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    await db.run({ text: 'CREATE OR REPLACE TABLE target (v DOUBLE)' });
    const controller = new AbortController();
    const rows = 5_000_000;
    const appending = db.append(
      'target',
      { rows, columns: [{ name: 'v', type: 'f64', data: new Float64Array(rows) }] },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 20);
    await expect(appending).rejects.toMatchObject({ code: 'cancelled' });
    expect(await db.readOne({ text: 'SELECT count(*) AS n FROM target' })).toEqual({ n: 0 });
  });

  it('appends to a TEMP table inside a transaction', async () => {
    await db.withConnection(async (connection) => {
      await connection.transaction(async (tx) => {
        await tx.run({ text: 'CREATE TEMP TABLE "my ""own" (v DOUBLE)' });
        await tx.append('my "own', { rows: 2, columns: [f64('v', [1, null])] });
      });
      expect(await connection.readRows({ text: 'SELECT v FROM "my ""own"' })).toEqual([{ v: 1 }, { v: null }]);
    });
  });
});
