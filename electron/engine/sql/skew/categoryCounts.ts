import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { Storage } from './sideColumns';

/** TEMP table of the rows that are compared; needed where these are not all rows of both tables. */
export const comparedRows = 'skew_rows';
const counts = 'skew_counts';

export function createComparedRows(): Sql {
  return { text: `CREATE OR REPLACE TEMP TABLE ${comparedRows} (row_id INTEGER)` };
}

/** A category as people read it: whole numbers without decimals. */
function categoryText(name: string, storage: Storage): string {
  const cell = quoteIdent(name);
  if (storage === 'bool') return `CASE WHEN ${cell} THEN 'true' WHEN NOT ${cell} THEN 'false' END`;
  if (storage !== 'number') return `${cell}::VARCHAR`;
  const value = `(${cell}::DOUBLE + 0)`;
  return `CASE WHEN ${value} = trunc(${value}) AND abs(${value}) < 9007199254740992 THEN ${value}::BIGINT::VARCHAR ELSE ${value}::VARCHAR END`;
}

/**
 * TEMP `skew_counts(v, e, a)`: how often each category occurs among the recomputed (e) and the logged values (a). `some`:
 * only in the rows of `comparedRows`.
 */
export function createCategoryCounts(name: string, storage: Storage, some: boolean): Sql {
  const of = (table: string) =>
    `(SELECT ${categoryText(name, storage)} AS v, count(*)::DOUBLE AS n FROM ${table}${some ? ` SEMI JOIN ${comparedRows} USING (row_id)` : ''} WHERE ${quoteIdent(name)} IS NOT NULL GROUP BY 1)`;
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${counts} AS SELECT v, coalesce(e.n, 0) AS e, coalesce(a.n, 0) AS a
FROM ${of('features_recomputed')} e FULL JOIN ${of('features_logged')} a USING (v)`,
  };
}

/** Columns `v`, `e`, `a`: categories of training that hold `share` of the `rows` on either side, in UTF-8 order. */
export function ownCategories(rows: number, share: number): Sql {
  return {
    text: `SELECT v, e, a FROM ${counts} WHERE e > 0 AND (e / $1::DOUBLE >= $2::DOUBLE OR a / $1::DOUBLE >= $2::DOUBLE) ORDER BY v`,
    params: [rows, share],
  };
}

/** One row: what else is known of all categories together (`VocabularyCounts`, rows with a category, largest difference). */
export function categoryTotals(): Sql {
  return {
    text: `SELECT count_if(e > 0)::DOUBLE AS training, count_if(a > 0)::DOUBLE AS serving, count_if(e > 0 AND a > 0)::DOUBLE AS shared,
coalesce(sum(a) FILTER (e = 0), 0) AS new_rows, coalesce(sum(e) FILTER (a = 0), 0) AS lost_rows,
coalesce(sum(e), 0) AS e, coalesce(sum(a), 0) AS a, coalesce(max(abs(a - e)), 0) AS largest_count FROM ${counts}`,
  };
}

/** Columns `v`, `e`, `a` of the category whose share differs most, the first in UTF-8 order of several; none if none does. */
export function largestCategory(): Sql {
  return { text: `SELECT v, e, a FROM ${counts} WHERE e <> a ORDER BY abs(a - e) DESC, v LIMIT 1` };
}

export function dropCategoryCounts(): Sql {
  return { text: `DROP TABLE IF EXISTS ${counts}` };
}
