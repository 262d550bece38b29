import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { badNumber, numberCell } from '../ingest/cells';

/** The table of part `k`, from 1 in the order of the case, of model `n`, as shares of training predictions. */
export function quantileTable(n: number, k: number): string {
  return `quantiles_${n}_${k}`;
}

/** TEMP, while a build lasts: each training prediction of that part (`value`), once, with the `share` at or below it. */
export function stepsTable(n: number, k: number): string {
  return `quantile_steps_${n}_${k}`;
}

/** Makes `stepsTable(n, k)` from a column of a relation; missing values are left out. */
export function createSteps(n: number, k: number, relation: string, column: { name: string; type: string }): Sql {
  return {
    text: `CREATE OR REPLACE TEMP TABLE ${stepsTable(n, k)} AS
SELECT value, (sum(copies) OVER (ORDER BY value))::DOUBLE / (sum(copies) OVER ())::DOUBLE AS share
FROM (SELECT value, count(*) AS copies FROM (SELECT ${numberCell(column.name, column.type)} AS value FROM ${relation})
WHERE value IS NOT NULL GROUP BY value)`,
  };
}

/** `rows`, those with a number, and those that hold something else (`bad`), of which `example` is one. */
export function trainingCounts(relation: string, { name, type }: { name: string; type: string }): Sql {
  const bad = badNumber(name, type) ?? 'false';
  return {
    text: `SELECT count(*)::DOUBLE AS rows, count(${numberCell(name, type)})::DOUBLE AS numbers,
(count(*) FILTER (${bad}))::DOUBLE AS bad, min(${quoteIdent(name)}::VARCHAR) FILTER (${bad}) AS example FROM ${relation}`,
  };
}

/**
 * `quantiles_<n>_<k>`: the scores of `table` as shares of training predictions at or below (definitions.md H1;
 * `quantileGlobal` of `shared/blend/normalize.ts` is the reference). A row without a score keeps none.
 */
export function createQuantiles(n: number, k: number, table: string): Sql {
  return {
    text: `CREATE OR REPLACE TABLE ${quantileTable(n, k)} AS
SELECT s.row_id, CASE WHEN NOT isnan(s.score) THEN coalesce(t.share, 0) END AS score
FROM ${quoteIdent(table)} s ASOF LEFT JOIN ${stepsTable(n, k)} t ON s.score >= t.value ORDER BY s.row_id`,
  };
}
