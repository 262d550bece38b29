import { setImmediate as nextTurn } from 'node:timers/promises';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Table } from '../../../shared/wire/table';
import { createReader } from './columns/createReader';
import type { NativeResult } from './duckdb';
import { ReadChunk } from './rawVector';
import type { Sql } from './sql';
import type { Statement } from './statement';

/** Reading holds the event loop for about this long at a time. */
const turnMs = 8;

/**
 * Runs a query and reads its result into typed arrays. Missing values read as NaN in f64, f32 and time columns, as 0 or
 * the empty text elsewhere; `valid` alone says what is missing. More than `maxRows` rows are a `too_large` error.
 */
export async function readTable(statement: Statement, sql: Sql, maxRows = 2 ** 31 - 1): Promise<Table> {
  const result = await statement.run(sql);
  const rows = result.rowCount;
  if (rows > maxRows) throw tooManyRows(rows, maxRows, sql);
  const readers = result.columnNames().map((name, i) => createReader(name, result.columnType(i), rows));
  await forEachChunk(statement, result, (chunk, offset) => {
    readers.forEach((reader, column) => {
      reader.add(chunk, column, offset);
    });
  });
  return { rows, columns: readers.map((reader) => reader.finish()) };
}

async function forEachChunk(
  statement: Statement,
  result: NativeResult,
  visit: (chunk: ReadChunk, offset: number) => void,
): Promise<void> {
  const { chunkCount } = result;
  let offset = 0;
  let turnEnds = performance.now() + turnMs;
  for (let index = 0; index < chunkCount; index++) {
    const chunk = new ReadChunk(result, index);
    visit(chunk, offset);
    offset += chunk.rows;
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    statement.check();
    turnEnds = performance.now() + turnMs;
  }
}

function tooManyRows(rows: number, maxRows: number, sql: Sql): RankscopeError {
  return new RankscopeError({
    code: 'too_large',
    message: `The query gives ${rows} rows where at most ${maxRows} are expected.`,
    hint: 'Add a LIMIT, or read it as a table.',
    sql: sql.text,
  });
}
