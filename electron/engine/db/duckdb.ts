import {
  BIGINT,
  blobValue,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  type DuckDBType,
  LIST,
  listValue,
  StatementType,
  TIMESTAMP,
  timestampValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { Sql, SqlParam } from './sql';

export type NativeAppender = DuckDBAppender;
export type NativeResult = DuckDBMaterializedResult;
export type NativeType = DuckDBType;

/** What DuckDB says of a running statement; -1 percent means that it cannot tell. */
export interface NativeProgress {
  percentage: number;
  rows_processed: bigint;
  total_rows_to_process: bigint;
}

/**
 * Opens a database file, or one in memory for null. A file goes through DuckDB's instance cache: two instances of one
 * file in a process corrupt it.
 */
export async function openInstance(path: string | null, config: Record<string, string>): Promise<NativeInstance> {
  const instance = path === null ? DuckDBInstance.create(':memory:', config) : DuckDBInstance.fromCache(path, config);
  return new NativeInstance(await instance);
}

/** One opened database. */
export class NativeInstance {
  readonly #instance: DuckDBInstance;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** A new connection with progress counted but never printed; both pragmas also work on a locked configuration. */
  async connect(): Promise<NativeConnection> {
    const connection = await this.#instance.connect();
    await connection.run('PRAGMA enable_progress_bar; PRAGMA disable_print_progress_bar');
    return new NativeConnection(connection);
  }

  close(): void {
    this.#instance.closeSync();
  }
}

/** One connection. It runs one statement at a time; its owner sees to that. */
export class NativeConnection {
  /** Set by whoever began a transaction here. */
  inTransaction = false;
  readonly #connection: DuckDBConnection;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  /** Runs to the end and keeps the whole result: a streamed result ends early without an error when it fails. */
  async run(sql: Sql): Promise<NativeResult> {
    if (sql.params === undefined || sql.params.length === 0) return this.#connection.run(sql.text);
    const extracted = await this.#connection.extractStatements(sql.text);
    if (extracted.count !== 1) throw new Error(`Parser Error: expected one statement, found ${extracted.count}`);
    const prepared = await extracted.prepare(0);
    try {
      sql.params.forEach((param, index) => {
        bindParam(prepared, index + 1, param);
      });
      return await prepared.run();
    } finally {
      prepared.destroySync();
    }
  }

  /** The kind of each statement in a text, as DuckDB names it (`SELECT`, `EXPLAIN`, `INSERT`, ...). Runs nothing. */
  async statementTypes(text: string): Promise<string[]> {
    const extracted = await this.#connection.extractStatements(text);
    const types: string[] = [];
    for (let index = 0; index < extracted.count; index++) {
      const prepared = await extracted.prepare(index);
      types.push(StatementType[prepared.statementType] ?? 'INVALID');
      prepared.destroySync();
    }
    return types;
  }

  createAppender(table: string): Promise<NativeAppender> {
    return this.#connection.createAppender(table);
  }

  interrupt(): void {
    this.#connection.interrupt();
  }

  get progress(): NativeProgress {
    return this.#connection.progress;
  }

  close(): void {
    this.#connection.closeSync();
  }
}

function bindParam(prepared: DuckDBPreparedStatement, index: number, param: SqlParam): void {
  if (param === null) prepared.bindNull(index);
  else if (typeof param === 'string') prepared.bindVarchar(index, param);
  else if (typeof param === 'boolean') prepared.bindBoolean(index, param);
  else if (typeof param === 'bigint') prepared.bindHugeInt(index, param);
  else if (typeof param === 'number') bindNumber(prepared, index, param);
  else if (param instanceof Date) prepared.bindValue(index, timestampValue(BigInt(param.getTime()) * 1000n), TIMESTAMP);
  else if (param instanceof Uint8Array) prepared.bindValue(index, blobValue(param));
  else prepared.bindValue(index, listValue([...param]), LIST(typeof param[0] === 'number' ? DOUBLE : VARCHAR));
}

function bindNumber(prepared: DuckDBPreparedStatement, index: number, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) prepared.bindValue(index, BigInt(value), BIGINT);
  else prepared.bindDouble(index, value);
}

export { DuckDBDecimalType, DuckDBEnumType, DuckDBTypeId } from '@duckdb/node-api';
