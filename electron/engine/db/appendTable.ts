import { setImmediate as nextTurn } from 'node:timers/promises';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Column, Table } from '../../../shared/wire/table';
import { type ColumnWriter, createWriter } from './columns/createWriter';
import type { NativeAppender } from './duckdb';
import { quoteIdent } from './quote';
import { vectorRows, WriteChunk } from './rawVector';
import type { Statement } from './statement';

/** Appending holds the event loop for about this long at a time. */
const turnMs = 8;

/** Appends every row of `data` to `table`, whose columns must be those of `data` in any order. */
export async function appendTable(statement: Statement, table: string, data: Table): Promise<void> {
  const shape = await statement.run({ text: `SELECT * FROM ${quoteIdent(table)} LIMIT 0` });
  const names = shape.columnNames();
  const types = shape.columnTypes();
  const columns = matchColumns(table, names, data);
  const writers = columns.map((column, index) => createWriter(column, types[index]!));
  const appender = await statement.attempt(() => statement.native.createAppender(table));
  let done = false;
  try {
    await appendRows(statement, appender, new WriteChunk(types), writers, data.rows);
    await statement.attempt(async () => appender.closeSync());
    done = true;
  } finally {
    // An appender dropped with rows inside would still write them when it is collected.
    if (!done) discard(appender);
  }
}

async function appendRows(
  statement: Statement,
  appender: NativeAppender,
  chunk: WriteChunk,
  writers: readonly ColumnWriter[],
  rows: number,
): Promise<void> {
  for (let start = 0; start < rows; ) {
    const turnEnds = performance.now() + turnMs;
    const from = start;
    start = await statement.attempt(async () => {
      let at = from;
      for (; at < rows && performance.now() < turnEnds; at += vectorRows) {
        const count = Math.min(vectorRows, rows - at);
        writers.forEach((write, column) => {
          write(chunk, column, at, count);
        });
        chunk.appendTo(appender, count);
      }
      return at;
    });
    await nextTurn();
  }
  statement.check();
}

function discard(appender: NativeAppender): void {
  try {
    appender.clear();
    appender.closeSync();
  } catch {
    // It reports the failure again that is being thrown already.
  }
}

function matchColumns(table: string, names: readonly string[], data: Table): Column[] {
  const byName = new Map(data.columns.map((column) => [column.name, column]));
  const missing = names.filter((name) => !byName.has(name));
  const extra = data.columns.filter(({ name }) => !names.includes(name)).map(({ name }) => name);
  if (missing.length === 0 && extra.length === 0 && names.length === data.columns.length) {
    return names.map((name) => byName.get(name)!);
  }
  const parts = [
    missing.length > 0 ? `without ${missing.join(', ')}` : '',
    extra.length > 0 ? `with ${extra.join(', ')}` : '',
  ];
  const found = parts.filter(Boolean).join(' and ') || 'with a column twice';
  const message = `Rows for table ${table} came ${found}; its columns are ${names.join(', ')}.`;
  throw new RankscopeError({ code: 'internal', message });
}
