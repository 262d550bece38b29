import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

export interface GroupKeys {
  request: string;
  item: string | null;
  position: string | null;
}

/**
 * What rows that share a value of `request` look like: `groups`, `mean_rows` and `largest`; the shares of groups in which
 * every item (`unique_items`) and every position (`unique_positions`) is another one, and in which positions run without
 * a gap from 0 or 1 on (`contiguous`); `first_position` is the smallest position of all.
 */
export function groupFacts(table: string, { request, item, position }: GroupKeys): Sql {
  const key = quoteIdent(request);
  const items = item === null ? 'NULL::BIGINT' : `count(DISTINCT ${quoteIdent(item)})`;
  const place = position === null ? 'NULL::DOUBLE' : `${quoteIdent(position)}::DOUBLE`;
  return {
    text: `SELECT count(*)::DOUBLE AS groups, avg(n) AS mean_rows, max(n)::DOUBLE AS largest,
  avg((items = n)::INTEGER) AS unique_items,
  avg((places = shown)::INTEGER) FILTER (shown > 0) AS unique_positions,
  avg((places = shown AND low IN (0, 1) AND high - low + 1 = shown)::INTEGER) FILTER (shown > 0) AS contiguous,
  min(low) AS first_position
FROM (SELECT count(*) AS n, ${items} AS items, count(${place}) AS shown, count(DISTINCT ${place}) AS places,
    min(${place}) AS low, max(${place}) AS high
  FROM ${quoteIdent(table)} WHERE ${key} IS NOT NULL GROUP BY ${key})`,
  };
}

/** One row: `constant_i` is the share of requests in which column i has one value. */
export function constantInside(table: string, request: string, columns: readonly string[]): Sql {
  const key = quoteIdent(request);
  const counts = columns.map((name, index) => `count(DISTINCT ${quoteIdent(name)}) AS values_${index}`);
  const shares = columns.map((_, index) => `avg((values_${index} <= 1)::INTEGER) AS constant_${index}`);
  return {
    text: `SELECT ${shares.join(', ')} FROM (SELECT ${counts.join(', ')} FROM ${quoteIdent(table)} WHERE ${key} IS NOT NULL GROUP BY ${key})`,
  };
}

/** `falls`: the share of neighbors in a list whose score does not rise with the position; null when there are none. */
export function scoreFalls(table: string, request: string | null, position: string, score: string): Sql {
  const place = `${quoteIdent(position)}::DOUBLE`;
  const window = `(${request === null ? '' : `PARTITION BY ${quoteIdent(request)} `}ORDER BY ${place})`;
  return {
    text: `SELECT avg((before >= score)::INTEGER) AS falls FROM (
  SELECT ${quoteIdent(score)}::DOUBLE AS score, lag(${quoteIdent(score)}::DOUBLE) OVER ${window} AS before
  FROM ${quoteIdent(table)} WHERE ${place} IS NOT NULL) WHERE before IS NOT NULL AND score IS NOT NULL`,
  };
}

/** `extra`: rows of a table beyond the first one of each combination of these columns; rows with a null are left out. */
export function twinRows(table: string, columns: readonly string[]): Sql {
  const list = columns.map(quoteIdent);
  const filled = list.map((each) => `${each} IS NOT NULL`).join(' AND ');
  return {
    text: `SELECT coalesce(sum(n - 1), 0)::DOUBLE AS extra, coalesce(sum(n), 0)::DOUBLE AS rows
FROM (SELECT count(*) AS n FROM ${quoteIdent(table)} WHERE ${filled} GROUP BY ${list.join(', ')})`,
  };
}
