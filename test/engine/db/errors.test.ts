import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openInstance } from '../../../electron/engine/db/duckdb';
import { DuckdbError, isFatal, toDuckdbError } from '../../../electron/engine/db/errors';
import { InstancePool } from '../../../electron/engine/db/instancePool';
import { openLoader } from '../../../electron/engine/db/open';
import type { RankscopeError } from '../../../shared/wire/errors';

let db: Database;
beforeAll(async () => {
  db = await openLoader(null);
});
afterAll(() => db.close());

async function failure(text: string, params?: (string | number)[]): Promise<DuckdbError> {
  const thrown = await db.read({ text, params }).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(DuckdbError);
  return thrown as DuckdbError;
}

describe('errors', () => {
  it.each([
    ['SELEC 1', 'Parser', 'input', 0],
    ['SELECT nope', 'Binder', 'input', 7],
    ["SELECT 'é😀', nope", 'Binder', 'input', 14],
    ['SELECT * FROM nope', 'Catalog', 'input', 14],
    ["SELECT 'a'::INTEGER", 'Conversion', 'input', 10],
    ["SELECT error('boom')", 'Invalid Input', 'input', null],
    ["FROM read_csv('/no/such/file.csv')", 'IO', 'input', 5],
  ])('maps %s', async (text, exceptionType, code, position) => {
    const error = await failure(text);
    expect(error).toMatchObject({ exceptionType, code, position, sql: text });
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.message).not.toMatch(/\n|\{|Error:/);
  });

  it('maps mistakes in statements with parameters', async () => {
    expect(await failure('SELEC $1', [1])).toMatchObject({ exceptionType: 'Parser', position: 0 });
    expect(await failure('SELECT $1::INTEGER', ['x'])).toMatchObject({ exceptionType: 'Conversion' });
    expect(await failure('SELECT $1; SELECT 2', [1])).toMatchObject({ exceptionType: 'Parser' });
  });

  it('keeps the candidates of a misspelled name as the hint', async () => {
    await db.run({ text: 'CREATE TABLE impressions (request_id VARCHAR)' });
    const error = await failure('SELECT requst_id FROM impressions');
    expect(error.message).toContain('requst_id');
    expect(error.hint).toContain('request_id');
  });

  it.each([
    ['INTERNAL Error: Attempted to access index 3', 'internal', true],
    ['FATAL Error: database has been invalidated', 'internal', true],
    ['IO Error: Could not write file "x": No space left on device', 'resource', false],
    ['Out of Memory Error: could not allocate block of size 256.0 KiB', 'resource', false],
    ['something nobody has seen', 'internal', false],
  ])('maps %s', (text, code, fatal) => {
    const error = toDuckdbError(new Error(text), 'SELECT 1');
    expect(error).toMatchObject({ code, sql: 'SELECT 1' });
    expect(isFatal(error)).toBe(fatal);
  });

  it('names the process that holds a file', () => {
    const text =
      'IO Error: Could not set lock on file "/c/s.rankscope": Conflicting lock is held in /usr/bin/node (PID 4711). See also';
    expect(toDuckdbError(new Error(text))).toMatchObject({
      code: 'locked',
      message: 'The session /c/s.rankscope is open in process 4711.',
    });
  });

  it('tells the owner of an instance about a fatal failure only', async () => {
    const seen: RankscopeError[] = [];
    const pool = new InstancePool(await openInstance(null, {}), (error) => seen.push(error));
    const failWith = (text: string) =>
      pool.request({}, async () => {
        throw new Error(text);
      });
    await expect(failWith('Binder Error: no such column')).rejects.toMatchObject({ code: 'input' });
    expect(seen).toEqual([]);
    await expect(failWith('FATAL Error: database has been invalidated')).rejects.toMatchObject({ code: 'internal' });
    expect(seen).toMatchObject([{ code: 'internal', exceptionType: 'FATAL' }]);
    await pool.close(false);
  });
});
