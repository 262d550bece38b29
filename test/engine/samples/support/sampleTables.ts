import path from 'node:path';
import type { Database } from '../../../../electron/engine/db/database';
import { openLoader } from '../../../../electron/engine/db/open';
import { rowFeatures } from '../../../../samples/tools/souq/features';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** Tables of a generated case folder, read by our own SQL: what a build makes of it is tested elsewhere. */
export interface SampleTables {
  db: Database;
  /** Rows of a SELECT as objects. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** The only row of a SELECT, its values as numbers. */
  numbers(sql: string): Promise<Record<string, number>>;
}

/**
 * `log_rows` (as written), `log` (one row a pair of request and item, features as columns, `day` from 0, with the truth
 * of the row: grade, attraction, conversion), `theta` (examination).
 */
export async function openSample(folder: string): Promise<SampleTables> {
  const db = await openLoader(null);
  const file = (name: string) => text(path.join(folder, name));
  const run = (sql: string) => db.run({ text: sql });
  await run(
    `CREATE TABLE log_rows AS SELECT * FROM read_csv(${file('data/log/*.csv.gz')}, header = true, sample_size = -1)`,
  );
  const columns = await db.readRows({ text: 'DESCRIBE log_rows' });
  const features = columns.some((each) => each.column_name === 'f')
    ? rowFeatures.map((name) => `TRY_CAST(json_extract_string(f, '$.${name}') AS DOUBLE) AS ${name}`).join(', ')
    : '';
  await run(`CREATE TABLE log AS SELECT l.*${features && `, ${features}`}, grade, attraction, conversion,
    CAST(served_at AS DATE) - DATE '2026-06-01' AS day
    FROM (SELECT DISTINCT * FROM log_rows) l
    JOIN read_csv(${file('truth/rows.csv.gz')}, header = true) USING (request_id, item_id)
    ORDER BY request_id, position NULLS LAST, rank_model`);
  await run(`CREATE TABLE theta AS SELECT * FROM read_csv(${file('truth/examination.csv')}, header = true)`);
  const rows = (sql: string) => db.readRows({ text: sql });
  const numbers = async (sql: string) =>
    Object.fromEntries(Object.entries((await rows(sql))[0]!).map(([name, value]) => [name, Number(value)]));
  return { db, rows, numbers };
}

/** Loads files of the folder as tables, by name. */
export async function addTables({ db }: SampleTables, folder: string, tables: Record<string, string>): Promise<void> {
  for (const [name, pattern] of Object.entries(tables))
    await db.run({
      text: `CREATE OR REPLACE TABLE ${name} AS SELECT * FROM read_csv(${text(path.join(folder, pattern))}, header = true, sample_size = -1)`,
    });
}

/** Whether a share can have given `count` of `n`: within `z` binomial standard errors. */
export function fitsShare(count: number, n: number, share: number, z = 3.3): boolean {
  return Math.abs(count - n * share) <= z * Math.sqrt(n * share * (1 - share)) + 0.5;
}
