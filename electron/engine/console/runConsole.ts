import { RankscopeError } from '../../../shared/wire/errors';
import { sliceTable } from '../../../shared/wire/sliceTable';
import type { Table } from '../../../shared/wire/table';
import type { Connection, Queries } from '../db/connection';
import type { Database } from '../db/database';
import { DuckdbError } from '../db/errors';
import type { QueryOptions } from '../db/statement';
import { type ConsoleStatement, consoleStatement, limitedRows } from '../sql/console/consoleSql';
import { fitMessage } from './fitMessage';

export interface ConsoleResult {
  table: Table;
  /** Rows in `table`. */
  rows: number;
  /** Whether the statement has more rows: than `limit`, or than fit one message. */
  truncated: boolean;
}

/**
 * Runs one query that a person typed (decisions.md 22): checked by its words, then prepared and run on a connection of
 * its own inside a read-only transaction that is rolled back. Errors tell `where.position` in the text that was sent.
 */
export async function runConsole(
  db: Database,
  sql: string,
  limit: number,
  options: QueryOptions,
): Promise<ConsoleResult> {
  const statement = consoleStatement(sql);
  const table = await withStatement(db, statement, options, async (queries, isWrapped) => {
    const { sql: limited, before } = limitedRows(statement, limit + 1);
    if (!isWrapped) return shifted(statement.start, () => queries.read({ text: statement.text }, options));
    return shifted(statement.start - before, () => queries.read(limited, options));
  });
  const cut = fitMessage(table.rows > limit ? sliceTable(table, 0, limit) : table);
  return { table: cut, rows: cut.rows, truncated: table.rows > cut.rows };
}

/**
 * Prepares the statement and lets `work` run it, both read-only. `isWrapped` tells whether it may stand in brackets of
 * another query: EXPLAIN may not, nor do some statements that DuckDB expands.
 */
export async function withStatement<T>(
  db: Database,
  statement: ConsoleStatement,
  options: QueryOptions,
  work: (queries: Queries, isWrapped: boolean) => Promise<T>,
): Promise<T> {
  return db.withConnection(async (connection) => {
    await refuseOtherTypes(connection, statement, options);
    const isWrapped = !statement.isExplain && (await canWrap(connection, statement, options));
    return connection.readOnly((queries) => work(queries, isWrapped), options);
  });
}

async function refuseOtherTypes(connection: Connection, statement: ConsoleStatement, options: QueryOptions) {
  const types = await connection.readOnly(
    (queries) => shifted(statement.start, () => queries.statementTypes(statement.text, options)),
    options,
  );
  if (types.length === 1 && (types[0] === 'SELECT' || types[0] === 'EXPLAIN')) return;
  throw new RankscopeError({
    code: 'refused',
    message:
      types.length === 1
        ? `Only queries that read are allowed here; this is ${types[0]}.`
        : `This reads as ${types.length} statements; one is run at a time.`,
    hint: 'Begin with SELECT, WITH, FROM, DESCRIBE, SUMMARIZE, SHOW or EXPLAIN.',
  });
}

async function canWrap(connection: Connection, statement: ConsoleStatement, options: QueryOptions): Promise<boolean> {
  try {
    const { text } = limitedRows(statement, 1).sql;
    const types = await connection.readOnly((queries) => queries.statementTypes(text, options), options);
    return types.length === 1 && types[0] === 'SELECT';
  } catch (error) {
    if (error instanceof DuckdbError && error.code === 'input') return false;
    throw error;
  }
}

/** Positions of DuckDB's errors, moved to where they are in what the person sent; our own SQL is not shown. */
export async function shifted<T>(by: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DuckdbError)) throw error;
    const { code, message, hint, position } = error;
    const moved = position === null ? -1 : position + by;
    throw new RankscopeError(
      { code, message, hint, ...(moved >= 0 && { where: { position: moved } }) },
      { cause: error },
    );
  }
}
