import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** The table of model `n`'s scores, in `row_id` order. */
export function scoresTable(n: number): string {
  return `scores_${n}`;
}

/**
 * The table into which the reader puts a score file's or run's rows: (request_id, item_id, score) in file order, or
 * (row_id, score) where it has matched them already.
 */
export function stageTable(n: number): string {
  return `stage_run_${n}`;
}

export function createScores(table: string): Sql {
  return { text: `CREATE OR REPLACE TABLE ${quoteIdent(table)} (row_id INTEGER, score DOUBLE)` };
}

export function dropScores(n: number): Sql {
  return { text: `DROP TABLE IF EXISTS ${scoresTable(n)}` };
}

/** Name and SQL type of every column of a table, TEMP or not, in order; no row when the table does not exist. */
export function tableColumns(table: string): Sql {
  return {
    text: `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
WHERE database_name IN (current_database(), 'temp') AND schema_name = 'main' AND table_name = $1 ORDER BY column_index`,
    params: [table],
  };
}

/** Rows of the log and the half-open range of their `row_id`s; `last` is null when there are none. */
export function featureRange(): Sql {
  return {
    text: 'SELECT count(*)::DOUBLE AS rows, min(row_id) AS first, max(row_id) + 1 AS last FROM features_logged',
  };
}

/** `row_id` and the columns of the rows with `first <= row_id < last`, in `row_id` order. */
export function featurePage(columns: readonly string[], first: number, last: number): Sql {
  const list = ['row_id', ...columns.map(quoteIdent)].join(', ');
  return {
    text: `SELECT ${list} FROM features_logged WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER ORDER BY row_id`,
    params: [first, last],
  };
}
