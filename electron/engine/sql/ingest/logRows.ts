import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

const key = quoteIdent('rs:src');

export interface NamedExpression {
  name: string;
  expression: string;
}

export interface LogRowsOptions {
  /** FROM item with `rs:src`. */
  relation: string;
  columns: readonly NamedExpression[];
  /** False: each row is its own request, named by its 1-based row number. */
  hasRequest: boolean;
  /** The case's own predicate, already checked; rows where it is not true are left out. */
  where: string | null;
  /** SQL of cells that cannot be read; such rows are left out and reported apart. */
  bad: readonly string[];
}

/** The source with its request id, before any row is left out. */
function numbered({ relation, hasRequest }: LogRowsOptions): string {
  if (hasRequest) return relation;
  return `(SELECT *, (row_number() OVER (ORDER BY ${key}))::VARCHAR AS "rs:request" FROM ${relation})`;
}

function listed({ columns, hasRequest }: LogRowsOptions): string {
  const all = hasRequest ? columns : [{ name: 'request_id', expression: '"rs:request"' }, ...columns];
  return all.map(({ name, expression }) => `${expression} AS ${quoteIdent(name)}`).join(',\n  ');
}

/** TEMP `log_rows`: role, outcome and context columns of every row that can be read, with `rs:src`. */
export function createLogRows(options: LogRowsOptions): Sql {
  const conditions = [
    ...(options.where ? [whereTrue(options.where)] : []),
    ...options.bad.map((each) => `NOT coalesce(${each}, false)`),
  ];
  return {
    text: `CREATE TEMP TABLE log_rows AS SELECT * FROM (SELECT ${key},\n  ${listed(options)}
FROM ${numbered(options)}${conditions.length ? `\nWHERE ${conditions.join('\n  AND ')}` : ''})
WHERE request_id IS NOT NULL AND item_id IS NOT NULL`,
  };
}

/** Rows that the predicate leaves out. */
export function countExcluded(relation: string, where: string): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows FROM ${relation} WHERE NOT coalesce(${whereTrue(where)}, false)` };
}

/** Up to 10,000 rows that cannot be read: `src` and the reasons. */
export function refusedLogRows(
  options: LogRowsOptions,
  reasons: readonly { condition: string; reason: string }[],
): Sql {
  const cases = reasons.map(({ condition }, index) => `CASE WHEN ${condition} THEN $${index + 1}::VARCHAR END`);
  return {
    text: `SELECT src::DOUBLE AS src, reason FROM (SELECT ${key} AS src, concat_ws('; ', ${cases.join(', ')}) AS reason
FROM ${numbered(options)}${options.where ? ` WHERE ${whereTrue(options.where)}` : ''}) WHERE reason <> '' ORDER BY src LIMIT 10000`,
    params: reasons.map((each) => each.reason),
  };
}

function whereTrue(where: string): string {
  return `(${where}\n)`;
}

/** Counts of NaN and infinite values of float columns, as `nan_<i>` and `inf_<i>`. */
export function countNonFinite(relation: string, columns: readonly string[]): Sql {
  const counts = columns.flatMap((name, index) => [
    `count_if(isnan(${quoteIdent(name)}))::DOUBLE AS nan_${index}`,
    `count_if(isinf(${quoteIdent(name)}))::DOUBLE AS inf_${index}`,
  ]);
  return { text: `SELECT ${counts.join(', ')} FROM ${relation}` };
}

/** The largest absolute value of a number column: it tells the unit of times given as numbers. */
export function largestValue(relation: string, column: string): Sql {
  return { text: `SELECT max(abs(${quoteIdent(column)}::DOUBLE)) AS largest FROM ${relation}` };
}
