import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import type { Database } from '../db/database';
import { sessionIoDirectory } from '../db/open';
import type { QueryOptions } from '../db/statement';
import { type ConsoleStatement, consoleStatement, copyRows, countCopied, ioFolders } from '../sql/console/consoleSql';
import type { Exports } from './exports';
import { shifted, withStatement } from './runConsole';
import { writeCsv } from './writeCsv';

export interface ExportRequest {
  /** A query as a person typed it, or our own over a session table. */
  sql: string;
  /** Of the file, without its ending. */
  name: string;
  format: 'csv' | 'parquet';
}

export interface ExportResult {
  token: string;
  name: string;
  bytes: number;
  rows: number;
}

/** Rows that are written through memory, where DuckDB may not write files itself. */
const maxRowsInMemory = 2_000_000;

/** Where files of this session wait: beside it where DuckDB may write there itself. */
export async function exportFolder(db: Database): Promise<{ folder: string; canCopy: boolean }> {
  const canCopy = db.path !== null && Number((await db.readOne(ioFolders))?.folders) > 0;
  const folder = canCopy ? sessionIoDirectory(db.path!) : path.join(tmpdir(), `rankscope-exports-${process.pid}`);
  return { folder, canCopy };
}

/** A name that every file system takes. */
export function exportName(name: string, format: ExportRequest['format']): string {
  return `${name.replaceAll(/[^\p{L}\p{N}_-]/gu, '_')}.${format}`;
}

/** Writes all rows of a query to a file that waits to be taken. Rules and errors are those of the console. */
export async function exportRows(
  db: Database,
  exports: Exports,
  { sql, name, format }: ExportRequest,
  options: QueryOptions,
): Promise<ExportResult> {
  const statement = consoleStatement(sql);
  const { folder, canCopy } = await exportFolder(db);
  const file = await exports.place(folder, format);
  try {
    const rows = await withStatement(db, statement, options, async (queries, isWrapped) => {
      if (!isWrapped) throw notExported();
      return canCopy
        ? copy(queries, statement, file, format, options)
        : writeFromMemory(queries, statement, file, format, options);
    });
    return { ...(await exports.add(file, exportName(name, format))), rows };
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function copy(
  queries: Queries,
  statement: ConsoleStatement,
  file: string,
  format: ExportRequest['format'],
  options: QueryOptions,
): Promise<number> {
  const { sql, before } = copyRows(statement.text, file, format);
  const result = await shifted(statement.start - before, () => queries.readOne(sql, options));
  return countCopied(result);
}

async function writeFromMemory(
  queries: Queries,
  statement: ConsoleStatement,
  file: string,
  format: ExportRequest['format'],
  options: QueryOptions,
): Promise<number> {
  if (format === 'parquet') {
    throw new RankscopeError({
      code: 'unsupported',
      message: 'This session may not write files itself, so it gives CSV only.',
      hint: 'Open the case folder instead of a session from elsewhere, or without --private.',
    });
  }
  const table = await shifted(statement.start, () => queries.read({ text: statement.text }, options));
  if (table.rows > maxRowsInMemory) {
    throw new RankscopeError({
      code: 'too_large',
      message: `The query gives ${table.rows} rows; this session can export ${maxRowsInMemory} at a time.`,
      hint: 'Add a LIMIT.',
    });
  }
  const handle = await open(file, 'wx');
  try {
    await writeCsv(handle, table, options.signal);
  } finally {
    await handle.close();
  }
  return table.rows;
}

function notExported(): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: 'EXPLAIN gives a plan and no rows, so there is nothing to export.',
  });
}
