import type { Connection, Queries } from './connection';
import type { Database } from './database';

/** A database in memory that `open` makes when it is first asked for anything; never asked, it is never made. */
export function lazyDatabase(open: () => Promise<Database>): Database {
  let opened: Promise<Database> | null = null;
  const real = () => (opened ??= open());
  return {
    path: null,
    ...lazyQueries(real),
    transaction: async (fn, options) => (await real()).transaction(fn, options),
    readOnly: async (fn, options) => (await real()).readOnly(fn, options),
    withConnection: async (fn) => (await real()).withConnection(fn),
    connect: async () => lazyConnection(async () => (await real()).connect()),
    interruptAll: () => void opened?.then((database) => database.interruptAll()),
    close: async () => (await opened)?.close(),
  };
}

function lazyConnection(open: () => Promise<Connection>): Connection {
  let opened: Promise<Connection> | null = null;
  const real = () => (opened ??= open());
  return {
    ...lazyQueries(real),
    transaction: async (fn, options) => (await real()).transaction(fn, options),
    readOnly: async (fn, options) => (await real()).readOnly(fn, options),
    close: async () => (await opened)?.close(),
  };
}

function lazyQueries(real: () => Promise<Queries>): Queries {
  return {
    read: async (sql, options) => (await real()).read(sql, options),
    run: async (sql, options) => (await real()).run(sql, options),
    readRows: async (sql, options) => (await real()).readRows(sql, options),
    readOne: async (sql, options) => (await real()).readOne(sql, options),
    append: async (table, data, options) => (await real()).append(table, data, options),
    statementTypes: async (text, options) => (await real()).statementTypes(text, options),
  };
}
