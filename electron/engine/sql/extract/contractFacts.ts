import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { isNumeric, typeClass } from '../ingest/cells';

/** A column of a session table. */
export interface SessionColumn {
  table: 'impressions' | 'features_logged';
  name: string;
  type: string;
}

const rowsOf = { impressions: 'impressions WHERE in_log', features_logged: 'features_logged' } as const;

/**
 * One row over the log's rows of one session table: `rows`, and for column i `filled_i`, for numbers `min_i`, `max_i`
 * (finite ones) and `whole_i`, for the others `distinct_i`, estimated.
 */
export function contractFacts(table: SessionColumn['table'], columns: readonly SessionColumn[]): Sql {
  const parts = columns.flatMap(({ name, type }, index) => {
    const cell = quoteIdent(name);
    const filled = `count(${cell})::DOUBLE AS filled_${index}`;
    if (!isNumeric(type) || typeClass(type) === 'bool') {
      return [filled, `approx_count_distinct(${cell})::DOUBLE AS distinct_${index}`];
    }
    const finite = `FILTER (isfinite(${cell}::DOUBLE))`;
    return [
      filled,
      `min(${cell}::DOUBLE) ${finite} AS min_${index}`,
      `max(${cell}::DOUBLE) ${finite} AS max_${index}`,
      `bool_and(${cell}::DOUBLE = trunc(${cell}::DOUBLE)) ${finite} AS whole_${index}`,
    ];
  });
  return { text: `SELECT count(*)::DOUBLE AS rows, ${parts.join(',\n  ')} FROM ${rowsOf[table]}` };
}

/** The different values of a text column, in order, at most `limit`: column `value`. */
export function distinctValues({ table, name }: SessionColumn, limit: number): Sql {
  const cell = quoteIdent(name);
  const where = table === 'impressions' ? 'in_log AND' : '';
  return {
    text: `SELECT DISTINCT ${cell}::VARCHAR AS value FROM ${table} WHERE ${where} ${cell} IS NOT NULL ORDER BY value LIMIT ${limit}`,
  };
}
