import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { localHour } from '../scoring/fidelityRows';

/** Tables whose rows are told apart by `row_id`. */
export type RowTable = 'impressions' | 'features_logged' | 'features_recomputed';

/** How the values of a feature are stored: what decides how they are compared. */
export type Storage = 'number' | 'bool' | 'time' | 'text' | 'list';

/** Column `row_id` of a table, in the order in which it is stored. */
export function storedRowIds(table: RowTable): Sql {
  return { text: `SELECT row_id FROM ${table}` };
}

/** Column `v` of every row: an expression over the table, under the name `i`. `sorted`: by `row_id`, else as stored. */
export function sideColumn(table: RowTable, expression: string, sorted: boolean): Sql {
  return { text: `SELECT ${expression} AS v FROM ${table} i${sorted ? ' ORDER BY row_id' : ''}` };
}

/** A feature as it is compared: numbers and truth values as DOUBLE, times as seconds, the rest as text. */
export function comparedValue(name: string, storage: Storage): string {
  const cell = `i.${quoteIdent(name)}`;
  switch (storage) {
    case 'number':
    case 'bool':
      return `${cell}::DOUBLE`;
    case 'time':
      return `CASE WHEN isfinite(${cell}) THEN epoch(${cell}) END`;
    default:
      return `${cell}::VARCHAR`;
  }
}

export function requestOfRow(): string {
  return 'i.request_index';
}

/** Hours of local time since 1970, -1 without a time. */
export function hourOfRow(zone: string): string {
  return `coalesce(${localHour(zone)}, -1)::INTEGER`;
}

export function hasOutcome(column: string): string {
  return `coalesce(i.${quoteIdent(column)} > 0, false)`;
}
