import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** The table of model `n`'s scores, in `row_id` order. */
export function scoresTable(n: number): string {
  return `scores_${n}`;
}

/** The table of the scores of objective `k`, from 1 in the order of the case, of model `n`. */
export function headTable(n: number, k: number): string {
  return `${scoresTable(n)}_${k}`;
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

/** Rows `from` to `to` of a table of scores, in its order. */
export function scorePage(table: string, from: number, to: number): Sql {
  return {
    text: `SELECT row_id, score FROM ${quoteIdent(table)} WHERE rowid >= $1::BIGINT AND rowid < $2::BIGINT ORDER BY rowid`,
    params: [from, to],
  };
}

export function dropScores(table: string): Sql {
  return { text: `DROP TABLE IF EXISTS ${quoteIdent(table)}` };
}

/** Name and SQL type of every column of a table, TEMP or not, in order; no row when the table does not exist. */
export function tableColumns(table: string): Sql {
  return {
    text: `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
WHERE database_name IN (current_database(), 'temp') AND schema_name = 'main' AND table_name = $1 ORDER BY column_index`,
    params: [table],
  };
}

/** Where the features of a model come from, as `featuresFrom` of the case. */
export type FeatureSource = 'logged' | 'recomputed' | 'logged-then-recomputed';

/** The table that gives a column; `both` = the logged value, else the recomputed one. */
export type FeaturePlace = 'logged' | 'recomputed' | 'both';

/** A value of a page: a feature, or an element (from 0) of one that is a list, under the name `key`. */
export interface FeatureCell {
  column: string;
  element: number | null;
  cast: 'DOUBLE' | 'BIGINT' | null;
  key: string;
}

/** Rows of the log and the half-open range of their `row_id`s; `last` is null when there are none. */
export function featureRange(): Sql {
  return {
    text: 'SELECT count(*)::DOUBLE AS rows, min(row_id) AS first, max(row_id) + 1 AS last FROM features_logged',
  };
}

/** Name in a page of the BOOLEAN that is false for rows that have no recomputed features. */
export const presentKey = 'rs:present';

/**
 * `row_id` and the cells of the rows with `first <= row_id < last`, in `row_id` order. Columns without a place are
 * logged ones.
 */
export function featurePage(
  source: FeatureSource,
  cells: readonly FeatureCell[],
  { first, last }: { first: number; last: number },
  places: ReadonlyMap<string, FeaturePlace> = new Map(),
): Sql {
  const list = cells.map((cell) => `${cellSql(cell, places.get(cell.column) ?? 'logged')} AS ${quoteIdent(cell.key)}`);
  const join = source === 'logged' ? '' : ' LEFT JOIN features_recomputed r ON r.row_id = l.row_id';
  const present = source === 'recomputed' ? [`r.row_id IS NOT NULL AS ${quoteIdent(presentKey)}`] : [];
  return {
    text: `SELECT ${['l.row_id', ...present, ...list].join(', ')} FROM features_logged l${join}
WHERE l.row_id >= $1::INTEGER AND l.row_id < $2::INTEGER ORDER BY l.row_id`,
    params: [first, last],
  };
}

function cellSql(cell: FeatureCell, from: FeaturePlace): string {
  const column = quoteIdent(cell.column);
  const whole =
    from === 'both' ? `coalesce(l.${column}, r.${column})` : from === 'logged' ? `l.${column}` : `r.${column}`;
  const value = cell.element === null ? whole : `(${whole})[${cell.element + 1}]`;
  return cell.cast === null ? value : `${value}::${cell.cast}`;
}

/** `first` (its first `row_id`) and `last` (one behind its last) of each request with rows in `[from, to)`, in order. */
export function requestRanges(from: number, to: number): Sql {
  return {
    text: `SELECT first_row::INTEGER AS first, (first_row + rows)::INTEGER AS last FROM requests
WHERE first_row < $2::INTEGER AND first_row + rows > $1::INTEGER ORDER BY first_row`,
    params: [from, to],
  };
}
