import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { scoresTable } from './scoreTables';

export interface FidelityColumns {
  /** Model whose scores are compared. */
  n: number;
  /** Columns of `impressions`: the logged score, and where they exist the model's version and an outcome. */
  logged: string;
  version: string | null;
  outcome: string | null;
  /** Columns of `features_logged` that the model reads. */
  features: readonly string[];
  /** A table with the `row_id`s that the model served; null = all rows of the log. */
  rows: string | null;
}

/**
 * Scores of the file and of the log for `first <= row_id < last`, in `row_id` order, with the columns that may explain
 * a difference: a hash of the version, whether a feature is missing, whether the row had the outcome.
 */
export function fidelityPage(columns: FidelityColumns, first: number, last: number): Sql {
  const { n, logged, version, outcome, features, rows } = columns;
  const list = [
    ...['i.row_id', 'i.request_index', 's.score AS file', `i.${quoteIdent(logged)}::DOUBLE AS logged`],
    ...(version ? [`(hash(i.${quoteIdent(version)}) % 2147483647)::INTEGER AS version`] : []),
    ...(features.length > 0
      ? [`(${features.map((name) => `f.${quoteIdent(name)} IS NULL`).join(' OR ')}) AS missing`]
      : []),
    ...(outcome ? [`coalesce(i.${quoteIdent(outcome)} > 0, false) AS positive`] : []),
  ];
  const chosen = rows ? `AND i.row_id IN (SELECT row_id FROM ${quoteIdent(rows)}) ` : '';
  return {
    text: `SELECT ${list.join(', ')} FROM impressions i JOIN ${scoresTable(n)} s ON s.row_id = i.row_id
${features.length > 0 ? 'LEFT JOIN features_logged f ON f.row_id = i.row_id\n' : ''}WHERE i.row_id >= $1::INTEGER AND i.row_id < $2::INTEGER AND i.in_log ${chosen}ORDER BY i.row_id`,
    params: [first, last],
  };
}

/** The first `row_id` of the first request that begins at or after `row`; null when none does. */
export function nextRequestStart(row: number): Sql {
  return { text: 'SELECT min(first_row) AS first_row FROM requests WHERE first_row >= $1::INTEGER', params: [row] };
}

export function impressionRows(): Sql {
  return { text: 'SELECT count(*)::DOUBLE AS rows FROM impressions' };
}
