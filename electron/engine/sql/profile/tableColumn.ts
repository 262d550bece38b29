import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { type NamedSource, type PredicateSql, requestColumn, rowColumn, selectWhere } from '../slices/sliceRelation';

/** Rows of a table; with `key`, those that a predicate selects: by row, or by request with any selected row. */
export interface TableRows {
  table: string;
  key: 'row_id' | 'request_index' | null;
  columns: readonly NamedSource[];
  predicate: string | null;
}

/** `SELECT <list> FROM <table> t [WHERE …] <rest>`, and where the predicate begins in it. */
export function selectRows(list: string, { table, key, columns, predicate }: TableRows, rest = ''): PredicateSql {
  const head = `SELECT ${list} FROM ${quoteIdent(table)} t`;
  if (key === null || predicate === null) return { text: `${head} ${rest}`, predicateAt: 0 };
  const chosen = selectWhere(key === 'row_id' ? rowColumn : requestColumn, columns, predicate);
  const before = `${head} WHERE t.${key} IN (`;
  return { text: `${before}${chosen.text}) ${rest}`, predicateAt: before.length + chosen.predicateAt };
}

/** How a value is read: numbers as DOUBLE, times as milliseconds, everything else as text. */
function valueOfKind(column: string, kind: string): string {
  const cell = `t.${quoteIdent(column)}`;
  if (kind === 'number') return `${cell}::DOUBLE`;
  if (kind === 'time') return `epoch_us(${cell}::TIMESTAMP) / 1000.0`;
  return `${cell}::VARCHAR`;
}

/** Shares at which quantiles are read. */
export const quantileShares = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/**
 * One row: `rows`, `present`, `distinct_values`, `least`, `most`; for numbers also `nan`, `infinite`, `negative_infinite`,
 * `mean`; for numbers and times `q0` … `q6`. Bounds, mean and quantiles are of finite values.
 */
export function columnFacts(column: string, kind: string, exactDistinct: boolean, rows: TableRows): PredicateSql {
  const value = valueOfKind(column, kind);
  const isRanged = kind === 'number' || kind === 'time';
  const finite = isRanged ? ' FILTER (WHERE isfinite(value))' : '';
  const distinct = exactDistinct ? 'count(DISTINCT value)' : 'approx_count_distinct(value)';
  const facts = [
    'count(*)::DOUBLE AS rows, count(value)::DOUBLE AS present',
    `${kind === 'list' || kind === 'other' ? 'NULL' : distinct}::DOUBLE AS distinct_values`,
    `min(value)${finite} AS least, max(value)${finite} AS most`,
    ...(isRanged
      ? [
          'count_if(isnan(value))::DOUBLE AS nan',
          "count_if(value = 'inf'::DOUBLE)::DOUBLE AS infinite",
          "count_if(value = '-inf'::DOUBLE)::DOUBLE AS negative_infinite",
          `favg(value)${finite} AS mean`,
          `quantile_disc(value, [${quantileShares.join(', ')}])${finite} AS q`,
        ]
      : []),
  ];
  const inner = selectRows(`${value} AS value`, rows);
  const names = isRanged ? `* EXCLUDE (q)${quantileShares.map((_, i) => `, q[${i + 1}] AS q${i}`).join('')}` : '*';
  const head = `SELECT ${names} FROM (SELECT ${facts.join(', ')} FROM (`;
  return { text: `${head}${inner.text}))`, predicateAt: head.length + inner.predicateAt };
}

/** Columns `bin` (0 to bins − 1) and `rows`: equal bins from `least` to `most`, both inside; only bins with rows. */
export function columnBins(
  column: string,
  kind: string,
  { least, most, bins }: { least: number; most: number; bins: number },
  rows: TableRows,
): PredicateSql {
  const inner = selectRows(`${valueOfKind(column, kind)} AS value`, rows);
  const width = most / bins - least / bins;
  const bin = `least(floor((value - ${sqlNumber(least)}) / ${sqlNumber(width)}), ${bins - 1})`;
  const head = `SELECT ${bin}::INTEGER AS bin, count(*)::DOUBLE AS rows FROM (`;
  return {
    text: `${head}${inner.text}) WHERE isfinite(value) GROUP BY bin ORDER BY bin`,
    predicateAt: head.length + inner.predicateAt,
  };
}

// Printed in full, with a point, so that DuckDB reads a DOUBLE and not a DECIMAL of fewer digits.
function sqlNumber(value: number): string {
  return `'${value}'::DOUBLE`;
}

/** Columns `value` (numbers and times as numbers, else text) and `rows`: the most frequent, ties by value. */
export function topOfColumn(column: string, kind: string, limit: number, rows: TableRows): PredicateSql {
  const inner = selectRows(`${valueOfKind(column, kind)} AS value`, rows);
  const head = 'SELECT value, count(*)::DOUBLE AS rows FROM (';
  return {
    text: `${head}${inner.text}) WHERE value IS NOT NULL GROUP BY value ORDER BY rows DESC, value LIMIT ${limit}`,
    predicateAt: head.length + inner.predicateAt,
  };
}

/** Column `time` (milliseconds, null = none) of every request, in request order. */
export const requestTimes: Sql = {
  text: 'SELECT epoch_us(time) / 1000.0 AS time FROM requests ORDER BY request_index',
};

/** Columns `value`, `first`, `last` (milliseconds) and `requests` of a version column, by first time, at most 200. */
export function versionTimes(column: string): Sql {
  const cell = quoteIdent(column);
  return {
    text: `SELECT ${cell} AS value, epoch_us(min(time)) / 1000.0 AS first, epoch_us(max(time)) / 1000.0 AS last,
count(DISTINCT request_index)::DOUBLE AS requests FROM impressions WHERE ${cell} IS NOT NULL GROUP BY ALL ORDER BY first, value LIMIT 200`,
  };
}

/** Column `version` of every request in request order: that of its first row. */
export function requestVersions(column: string): Sql {
  return {
    text: `SELECT i.${quoteIdent(column)} AS version FROM requests r JOIN impressions i ON i.row_id = r.first_row ORDER BY r.request_index`,
  };
}

/** Column `positives` (i32) of every request in request order: rows with a positive label. */
export function requestPositives(label: string): Sql {
  return {
    text: `SELECT count_if(${quoteIdent(`label:${label}`)} > 0)::INTEGER AS positives FROM impressions GROUP BY request_index ORDER BY request_index`,
  };
}

/** Column `rows` (i32) of every request in request order. */
export const requestLengths: Sql = { text: 'SELECT rows::INTEGER AS rows FROM requests ORDER BY request_index' };

/** Column `user` (u32 code, null = none) of every request in request order. */
export const requestUsers: Sql = {
  text: `SELECT (dense_rank() OVER (ORDER BY user_id))::INTEGER AS code, user_id IS NULL AS missing FROM requests ORDER BY request_index`,
};

/** Column `n<i>`: nulls of each column among the rows. */
export function nullCounts(columns: readonly string[], rows: TableRows): PredicateSql {
  const list = columns.map((column, i) => `count_if(t.${quoteIdent(column)} IS NULL)::DOUBLE AS n${i}`);
  return selectRows(list.join(', '), rows);
}
