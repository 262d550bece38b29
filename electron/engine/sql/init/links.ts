import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { idCell } from '../ingest/cells';

/** A column of a sampled table. */
export interface TableColumn {
  table: string;
  name: string;
  type: string;
}

/** `shared`: the share of distinct ids of `other` that `known` holds; null when `other` holds none. */
export function sharedIds(known: TableColumn, other: TableColumn): Sql {
  return {
    text: `SELECT avg((id IN (SELECT ${idCell(known.name, known.type)} FROM ${quoteIdent(known.table)}))::INTEGER) AS shared
FROM (SELECT DISTINCT ${idCell(other.name, other.type)} AS id FROM ${quoteIdent(other.table)}) WHERE id IS NOT NULL`,
  };
}

export interface PairColumns {
  request: TableColumn;
  item: TableColumn;
}

/** Of the requests that both tables hold: `pairs` of request and item in `other`, and how many of them `log` lacks. */
export function extraPairs(log: PairColumns, other: PairColumns): Sql {
  return {
    text: `WITH known AS (${pairs(log)}), other AS (${pairs(other)})
SELECT count(*)::DOUBLE AS pairs, (count(*) FILTER ((r, i) NOT IN (SELECT (r, i) FROM known)))::DOUBLE AS extra
FROM other WHERE r IN (SELECT r FROM known)`,
  };
}

function pairs({ request, item }: PairColumns): string {
  return `SELECT DISTINCT r, i FROM (SELECT ${idCell(request.name, request.type)} AS r, ${idCell(item.name, item.type)} AS i
  FROM ${quoteIdent(request.table)}) WHERE r IS NOT NULL AND i IS NOT NULL`;
}
