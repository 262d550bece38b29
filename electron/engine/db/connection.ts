import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import type { Cell, Table } from '../../../shared/wire/table';
import { appendTable } from './appendTable';
import type { NativeConnection } from './duckdb';
import { readTable } from './readTable';
import type { Sql } from './sql';
import type { QueryOptions, Statement } from './statement';
import { tableRows } from './tableRows';

/** `readRows` is for small results: one object a row. */
const maxRowObjects = 10_000;

/** What can be asked of a database or of one connection to it. Every failure is a `RankscopeError`. */
export interface Queries {
  /** Runs a query and returns its result as typed arrays; whole numbers beyond ±2^53 are an error. */
  read(sql: Sql, options?: QueryOptions): Promise<Table>;
  /** Runs statements for their effect. */
  run(sql: Sql, options?: QueryOptions): Promise<void>;
  /** The result as one object per row; more than 10,000 rows are a `too_large` error. */
  readRows(sql: Sql, options?: QueryOptions): Promise<Record<string, Cell>[]>;
  /** The one row of a result; null when there is none, an error when there are several. */
  readOne(sql: Sql, options?: QueryOptions): Promise<Record<string, Cell> | null>;
  /**
   * Appends rows to a table that exists, columns matched by name: all of them, in any order. All or nothing.
   * f64, f32, i32 and u32 fit number columns that hold every value exactly, `time` fits DATE and TIMESTAMP, `utf8` and
   * `dict` fit VARCHAR.
   */
  append(table: string, data: Table, options?: QueryOptions): Promise<void>;
  /** The kind of each statement in a text (`SELECT`, `EXPLAIN`, `INSERT`, ...). Binds them, runs none. */
  statementTypes(text: string, options?: QueryOptions): Promise<string[]>;
}

/**
 * One connection: its statements run one after the other, and its TEMP tables live until it is closed.
 */
export interface Connection extends Queries {
  /** BEGIN, `fn`, COMMIT; ROLLBACK when `fn` throws. No other work may use the connection meanwhile. */
  transaction<T>(fn: (queries: Queries) => Promise<T>, options?: QueryOptions): Promise<T>;
  /** BEGIN TRANSACTION READ ONLY, `fn`, ROLLBACK: writes to anything but TEMP tables are refused. */
  readOnly<T>(fn: (queries: Queries) => Promise<T>, options?: QueryOptions): Promise<T>;
  close(): Promise<void>;
}

/** Gives `work` a statement on a connection that nobody else uses meanwhile. */
export type Lease = <T>(options: QueryOptions, work: (statement: Statement) => Promise<T>) => Promise<T>;

export function createQueries(lease: Lease): Queries {
  const readRows = async (sql: Sql, options: QueryOptions = {}, maxRows = maxRowObjects) =>
    tableRows(await lease(options, (statement) => readTable(statement, sql, maxRows)));
  return {
    read: (sql, options = {}) => lease(options, (statement) => readTable(statement, sql)),
    run: (sql, options = {}) =>
      lease(options, async (statement) => {
        await statement.run(sql);
      }),
    readRows: (sql, options) => readRows(sql, options),
    readOne: async (sql, options) => (await readRows(sql, options, 1))[0] ?? null,
    append: (table, data, options = {}) =>
      lease(options, (statement) => atomically(statement, () => appendTable(statement, table, data))),
    statementTypes: (text, options = {}) =>
      lease(options, (statement) => statement.attempt(() => statement.native.statementTypes(text), text)),
  };
}

/** Runs `work` inside a transaction of its own unless one has begun already. */
async function atomically(statement: Statement, work: () => Promise<void>): Promise<void> {
  if (statement.native.inTransaction) return work();
  await statement.run({ text: 'BEGIN TRANSACTION' });
  try {
    await work();
    statement.check();
    // Not under cancel: what is committed must not be called cancelled.
    await statement.native.run({ text: 'COMMIT' });
  } catch (error) {
    await rollback(statement.native);
    throw error;
  }
}

/**
 * Runs `fn` inside a transaction of the connection behind `lease`. Statements that `fn` started and did not wait for are
 * refused once the transaction has ended, so that none of them runs outside of it.
 */
export async function inTransaction<T>(
  native: NativeConnection,
  lease: Lease,
  kind: 'write' | 'readOnly',
  fn: (queries: Queries) => Promise<T>,
  options: QueryOptions = {},
): Promise<T> {
  if (native.inTransaction) throw new RankscopeError({ code: 'internal', message: 'Transactions cannot be nested.' });
  native.inTransaction = true;
  let open = true;
  const scoped: Lease = (inner, work) =>
    lease(inner, (statement) => {
      if (!open) throw new RankscopeError({ code: 'internal', message: 'The transaction of this call has ended.' });
      return work(statement);
    });
  // Not under cancel: what is committed must not be called cancelled.
  const end = (text: string) => lease({}, async () => void (await native.run({ text })));
  try {
    const begin = kind === 'write' ? 'BEGIN TRANSACTION' : 'BEGIN TRANSACTION READ ONLY';
    await lease(options, async (statement) => void (await statement.run({ text: begin })));
    const result = await fn(createQueries(scoped));
    open = false;
    if (options.signal?.aborted) throw cancelledError();
    await end(kind === 'write' ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    open = false;
    await lease({}, () => rollback(native)).catch(() => {
      // The database is being closed, which undoes the transaction too; the first error is the one to tell.
    });
    throw error;
  } finally {
    native.inTransaction = false;
  }
}

async function rollback(native: NativeConnection): Promise<void> {
  try {
    await native.run({ text: 'ROLLBACK' });
  } catch {
    // None is open when BEGIN itself was cancelled or COMMIT failed, and then there is nothing to undo.
  }
}
