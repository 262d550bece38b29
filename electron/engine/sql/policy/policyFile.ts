import type { Sql } from '../../db/sql';

/** Expressions of a policy file's columns; null: it has no such column. */
export interface PolicyFileCells {
  item: string;
  value: string;
  position: string | null;
  request: string | null;
}

/** Columns `item` (utf8), `value` (f64), and `position` (i32), `request` (utf8) where the file has them, in file order. */
export function policyFileRows(relation: string, { item, value, position, request }: PolicyFileCells): Sql {
  const keys = [...(position ? [`${position} AS position`] : []), ...(request ? [`${request} AS request`] : [])];
  return { text: `SELECT ${[`${item} AS item`, `${value} AS value`, ...keys].join(', ')} FROM ${relation}` };
}
