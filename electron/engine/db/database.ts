import { RankscopeError } from '../../../shared/wire/errors';
import { type Connection, createQueries, inTransaction, type Lease, type Queries } from './connection';
import type { InstancePool } from './instancePool';
import type { QueryOptions } from './statement';

/** An opened database. Any number of calls may be made at once: eight run, the others wait their turn. */
export interface Database extends Queries {
  /** The file, or null in memory. */
  readonly path: string | null;
  /** Runs `fn` in a transaction on a connection of its own; ROLLBACK when it throws. */
  transaction<T>(fn: (queries: Queries) => Promise<T>, options?: QueryOptions): Promise<T>;
  /** Runs `fn` in a read-only transaction on a connection of its own, and rolls back. */
  readOnly<T>(fn: (queries: Queries) => Promise<T>, options?: QueryOptions): Promise<T>;
  /** A connection for TEMP tables, closed when `fn` settles. */
  withConnection<T>(fn: (connection: Connection) => Promise<T>): Promise<T>;
  /** A connection for TEMP tables that outlive one call; its owner closes it. */
  connect(): Promise<Connection>;
  /** Cancels every statement that runs or waits, also those of others who opened the same file here. */
  interruptAll(): void;
  /**
   * Closes it for this caller; the last of those who opened the same file cancels what runs, writes the log back into
   * the file and gives it free. Closing twice is harmless.
   */
  close(): Promise<void>;
}

/** A caller's view of an opened instance. `release` is called once, when this caller closes it. */
export function createDatabase(path: string | null, pool: InstancePool, release: () => Promise<void>): Database {
  let closing: Promise<void> | null = null;
  const refuseClosed = () => {
    if (closing) throw new RankscopeError({ code: 'closed', message: 'The session has been closed.' });
  };
  const lease: Lease = async (options, work) => {
    refuseClosed();
    return pool.request(options, work);
  };
  const connect = async () => {
    refuseClosed();
    return openConnection(pool);
  };
  const withConnection: Database['withConnection'] = async (fn) => {
    const connection = await connect();
    try {
      return await fn(connection);
    } finally {
      await connection.close();
    }
  };
  return {
    path,
    ...createQueries(lease),
    connect,
    withConnection,
    transaction: (fn, options) => withConnection((connection) => connection.transaction(fn, options)),
    readOnly: (fn, options) => withConnection((connection) => connection.readOnly(fn, options)),
    interruptAll: () => pool.interruptAll(),
    close: () => (closing ??= release()),
  };
}

async function openConnection(pool: InstancePool): Promise<Connection> {
  const own = await pool.connect();
  const lease: Lease = (options, work) => pool.request(options, work, own);
  return {
    ...createQueries(lease),
    transaction: (fn, options) => inTransaction(own.native, lease, 'write', fn, options),
    readOnly: (fn, options) => inTransaction(own.native, lease, 'readOnly', fn, options),
    close: () => pool.disconnect(own),
  };
}
