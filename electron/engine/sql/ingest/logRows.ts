import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { sourceKey } from './sourceKey';

const request = quoteIdent('rs:request');
const bad = quoteIdent('rs:bad');

export interface NamedExpression {
  name: string;
  expression: string;
}

export interface LogRowsOptions {
  /** FROM item with `rs:src`. */
  relation: string;
  /** The relation's own columns: what the case's SQL may name beside the session columns. */
  own: readonly string[];
  /** Session columns as expressions over the relation. */
  columns: readonly NamedExpression[];
  /** False: each row is its own request, named by its 1-based row number. */
  hasRequest: boolean;
  /** The case's own predicate, already checked; rows where it is not true are left out. */
  where: string | null;
  /** SQL labels, already checked, by the name of their column. */
  labels: readonly NamedExpression[];
  /** Cells that cannot be read: SQL over the relation, and what is said of them. */
  faults: readonly { condition: string; reason: string }[];
}

/** The source with its request id, before any row is left out. */
function numbered({ relation, hasRequest }: LogRowsOptions): string {
  if (hasRequest) return relation;
  return `(SELECT *, (row_number() OVER (ORDER BY ${sourceKey}))::VARCHAR AS ${request} FROM ${relation})`;
}

function planned({ columns, hasRequest }: LogRowsOptions): readonly NamedExpression[] {
  return hasRequest ? columns : [{ name: 'request_id', expression: request }, ...columns];
}

/**
 * The source as the case's SQL sees it: session columns, and the log's own columns where no session column has the
 * name. Session columns are computed first, under names of their own, so that none hides what another is made from.
 */
function evaluated(options: LogRowsOptions): string {
  const columns = planned(options);
  const faults = options.faults.map((each) => `coalesce(${each.condition}, false)`);
  const computed = columns.map(({ expression }, index) => `${expression} AS "rs:p${index}"`);
  const taken = new Set(columns.map((each) => each.name.toLowerCase()));
  const own = options.own.filter((name) => !taken.has(name.toLowerCase())).map(quoteIdent);
  const renamed = columns.map(({ name }, index) => `"rs:p${index}" AS ${quoteIdent(name)}`);
  return `(SELECT ${[sourceKey, bad, ...renamed, ...own].join(', ')} FROM (
SELECT *, ${[...computed, `${faults.join(' OR ') || 'false'} AS ${bad}`].join(',\n  ')} FROM ${numbered(options)}))`;
}

/** TEMP `log_rows`: role, outcome and context columns and SQL labels of every row that can be read, with `rs:src`. */
export function createLogRows(options: LogRowsOptions): Sql {
  const names = planned(options).map((each) => quoteIdent(each.name));
  const labels = options.labels.map(
    ({ name, expression }) => `TRY_CAST((${expression}\n) AS DOUBLE) AS ${quoteIdent(name)}`,
  );
  return {
    text: `CREATE TEMP TABLE log_rows AS SELECT ${[sourceKey, ...names, ...labels].join(', ')} FROM ${evaluated(options)}
WHERE NOT ${bad} AND request_id IS NOT NULL AND item_id IS NOT NULL${options.where ? ` AND (${options.where}\n)` : ''}`,
  };
}

/** Rows that the predicate leaves out. */
export function countExcluded(options: LogRowsOptions): Sql {
  return {
    text: `SELECT count(*)::DOUBLE AS rows FROM ${evaluated(options)} WHERE NOT coalesce((${options.where}\n), false)`,
  };
}

/** Up to 10,000 rows that cannot be read: `src` and the reasons. */
export function refusedLogRows(options: LogRowsOptions): Sql {
  const missing = ['request', 'item'].map((role) => `CASE WHEN ${role}_id IS NULL THEN '${role} is missing' END`);
  const own = options.faults.map(({ condition }, index) => `CASE WHEN ${condition} THEN $${index + 1}::VARCHAR END`);
  const reasons = `(SELECT ${sourceKey} AS reason_src, concat_ws('; ', ${own.join(', ') || 'NULL'}) AS reason FROM ${options.relation})`;
  return {
    text: `SELECT e.${sourceKey}::DOUBLE AS src, concat_ws('; ', nullif(r.reason, ''), ${missing.join(', ')}) AS reason
FROM ${evaluated(options)} e JOIN ${reasons} r ON r.reason_src = e.${sourceKey}
WHERE (${bad} OR request_id IS NULL OR item_id IS NULL)${options.where ? ` AND (${options.where}\n)` : ''} ORDER BY src LIMIT 10000`,
    params: options.faults.map((each) => each.reason),
  };
}

/** Counts of NaN and infinite values of float columns, as `nan_<i>` and `inf_<i>`. */
export function countNonFinite(relation: string, columns: readonly string[]): Sql {
  const counts = columns.flatMap((name, index) => [
    `count_if(isnan(${quoteIdent(name)}))::DOUBLE AS nan_${index}`,
    `count_if(isinf(${quoteIdent(name)}))::DOUBLE AS inf_${index}`,
  ]);
  return { text: `SELECT ${counts.join(', ')} FROM ${relation}` };
}

/** What DuckDB's storage knows of columns, as text `s<i>`: smallest and largest value and whether any is NULL. */
export function columnStatistics(table: string, columns: readonly string[]): Sql {
  const list = columns.map((name, index) => `any_value(stats(${quoteIdent(name)})) AS s${index}`).join(', ');
  return { text: `SELECT ${list} FROM (FROM ${quoteIdent(table)} LIMIT 1)` };
}

/** The largest absolute value of a number column: it tells the unit of times given as numbers. */
export function largestValue(relation: string, column: string): Sql {
  return { text: `SELECT max(abs(${quoteIdent(column)}::DOUBLE)) AS largest FROM ${relation}` };
}
