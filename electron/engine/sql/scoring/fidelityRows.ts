import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { scoresTable } from './scoreTables';

export interface FidelityColumns {
  /** Model whose scores are compared. */
  n: number;
  /** What they are compared with: a column of `impressions`, or the scores of another model. */
  logged: string | { n: number };
  /** Columns of `impressions`, where they exist: the model's version, and outcomes. */
  version: string | null;
  outcomes: readonly string[];
  /** Columns of `features_logged` that the model reads. */
  features: readonly string[];
  /** Those of them that hold categories or ids. */
  categories: readonly string[];
  /** Those of them whose values are wanted. */
  values: readonly string[];
  /** The zone of the column `hour`: hours of local time since 1970; null = no such column. */
  zone: string | null;
}

/**
 * Scores of the file and of the log for `first <= row_id < last`, in `row_id` order, with the columns that may explain
 * a difference: `version` (a code, -1 = null), `hour`, `missing` (whether a feature is), `positive:<i>`, `category:<i>`
 * (codes) and `value:<i>`.
 */
export function fidelityPage(columns: FidelityColumns, first: number, last: number): Sql {
  const { n, logged, version, outcomes, features, categories, values, zone } = columns;
  const other = typeof logged === 'string' ? null : scoresTable(logged.n);
  const list = [
    ...['i.row_id', 'i.request_index', 's.score AS file'],
    other ? 'o.score AS logged' : `i.${quoteIdent(logged as string)}::DOUBLE AS logged`,
    ...(version ? [`${codeOf(`i.${quoteIdent(version)}`)} AS version`] : []),
    ...(zone ? [`coalesce(${localHour(zone)}, -1)::INTEGER AS hour`] : []),
    ...(features.length > 0
      ? [`(${features.map((name) => `f.${quoteIdent(name)} IS NULL`).join(' OR ')}) AS missing`]
      : []),
    ...outcomes.map((name, i) => `coalesce(i.${quoteIdent(name)} > 0, false) AS "positive:${i}"`),
    ...categories.map((name, i) => `${codeOf(`f.${quoteIdent(name)}`)} AS "category:${i}"`),
    ...values.map((name, i) => `TRY_CAST(f.${quoteIdent(name)} AS DOUBLE) AS "value:${i}"`),
  ];
  return {
    text: `SELECT ${list.join(', ')} FROM impressions i JOIN ${scoresTable(n)} s ON s.row_id = i.row_id
${other ? `JOIN ${other} o ON o.row_id = i.row_id\n` : ''}${features.length > 0 ? 'LEFT JOIN features_logged f ON f.row_id = i.row_id\n' : ''}WHERE i.row_id >= $1::INTEGER AND i.row_id < $2::INTEGER${other ? '' : ' AND i.in_log'} ORDER BY i.row_id`,
    params: [first, last],
  };
}

function codeOf(cell: string): string {
  return `CASE WHEN ${cell} IS NULL THEN -1 ELSE (hash(${cell}) % 2147483647)::INTEGER END`;
}

/** Hours of local time since 1970 of a row's time in UTC. */
export function localHour(zone: string): string {
  return `floor(epoch(i.time AT TIME ZONE 'UTC' AT TIME ZONE ${quoteText(zone)}) / 3600)`;
}

/** Columns `value` and `code`: what the codes of a column of `impressions` stand for. */
export function codesOf(column: string): Sql {
  const cell = `i.${quoteIdent(column)}`;
  return {
    text: `SELECT ${cell}::VARCHAR AS value, ${codeOf(cell)} AS code FROM impressions i GROUP BY ALL ORDER BY value LIMIT 1000`,
  };
}

/** The first `row_id` of the first request that begins at or after `row`; null when none does. */
export function nextRequestStart(row: number): Sql {
  return { text: 'SELECT min(first_row) AS first_row FROM requests WHERE first_row >= $1::INTEGER', params: [row] };
}

export function impressionRows(): Sql {
  return { text: 'SELECT count(*)::DOUBLE AS rows FROM impressions' };
}
