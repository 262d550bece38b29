import { DuckDBInstance } from '@duckdb/node-api';
import { openLoader } from '../../../electron/engine/db/open';
import type { Table } from '../../../shared/wire/table';

/** Times both ways in and out of DuckDB; the fastest of several rounds counts. */
export async function typedArrays([rowText, repeat]: string[]): Promise<void> {
  const rows = Number(rowText);
  const data: Table = {
    rows,
    columns: [
      { name: 'id', type: 'i32', data: Int32Array.from({ length: rows }, (_, i) => i) },
      { name: 'x', type: 'f64', data: Float64Array.from({ length: rows }, (_, i) => i / 7) },
    ],
  };
  const times: Record<string, { seconds: number; cpuSeconds: number }> = {};
  for (let round = 0; round < Number(repeat); round++) {
    await timeOurs(data, times);
    await timeDriver(data, times);
  }
  console.log(JSON.stringify(times));
}

type Times = Record<string, { seconds: number; cpuSeconds: number }>;

async function timeOurs(data: Table, times: Times): Promise<void> {
  const db = await openLoader(null);
  await db.run({ text: 'CREATE TABLE t (id INTEGER, x DOUBLE)' });
  await timed(times, 'append', () => db.append('t', data));
  await timed(times, 'read', () => db.read({ text: 'SELECT * FROM t' }));
  await db.close();
}

async function timeDriver({ rows, columns }: Table, times: Times): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run('CREATE TABLE t (id INTEGER, x DOUBLE)');
  const [ids, values] = columns.map((column) => ('data' in column ? column.data : new Float64Array()));
  await timed(times, 'driverAppend', async () => {
    const appender = await connection.createAppender('t');
    for (let i = 0; i < rows; i++) {
      appender.appendInteger(ids![i]!);
      appender.appendDouble(values![i]!);
      appender.endRow();
    }
    appender.closeSync();
  });
  await timed(times, 'driverRead', async () => {
    const reader = await connection.runAndReadAll('SELECT * FROM t');
    return reader.getColumnsJS();
  });
  connection.closeSync();
  instance.closeSync();
}

async function timed(times: Times, name: string, work: () => Promise<unknown>): Promise<void> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const used = process.cpuUsage(cpu);
  const known = times[name];
  if (!known || seconds < known.seconds) times[name] = { seconds, cpuSeconds: (used.user + used.system) / 1e6 };
}
