import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** A column, or a field inside STRUCT columns, as SQL: `["ctx", "user"]` is `"ctx"."user"`. */
export function fieldPath(parts: readonly string[]): string {
  return parts.map(quoteIdent).join('.');
}

/** Columns `name` and `type` of a STRUCT's fields. */
export function describeFields(relation: string, path: string): Sql {
  return {
    text: `SELECT column_name AS name, column_type AS type FROM (DESCRIBE SELECT unnest(${path}) FROM ${relation})`,
  };
}

/** The type of an expression over a relation, as `type`. */
export function describeType(relation: string, expression: string): Sql {
  return { text: `SELECT column_type AS type FROM (DESCRIBE SELECT ${expression} AS x FROM ${relation})` };
}

/** Every key of a MAP column, in byte order, at most `limit` of them. */
export function mapKeys(relation: string, column: string, limit: number): Sql {
  return {
    text: `SELECT DISTINCT unnest(map_keys(${quoteIdent(column)}))::VARCHAR AS key FROM ${relation} ORDER BY key LIMIT ${limit}`,
  };
}

/** The structure of the JSON objects in a text column, as JSON `structure`; rows that are no object are left out. */
export function jsonStructure(relation: string, column: string): Sql {
  const cell = quoteIdent(column);
  const json = `CASE WHEN json_valid(${cell}) AND left(trim(${cell}), 1) = '{' THEN ${cell} END`;
  return {
    text: `SELECT json_group_structure((${json})::JSON)::VARCHAR AS structure FROM ${relation} WHERE ${json} IS NOT NULL`,
  };
}

/** The value of a key of a MAP. */
export function mapValue(column: string, key: string): string {
  return `${quoteIdent(column)}[${quoteText(key)}]`;
}

/** The value of a key of a JSON object in a text column, as text; NULL where the text is no JSON. */
export function jsonValue(column: string, key: string): string {
  const path = `$."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  const cell = quoteIdent(column);
  return `json_extract_string(CASE WHEN json_valid(${cell}) THEN ${cell} END, ${quoteText(path)})`;
}

/** Element `index`, from 0, of a list or array. */
export function elementOf(column: string, index: number): string {
  return `${quoteIdent(column)}[${index + 1}]`;
}

/** A list cut to `max` elements, as numbers or as text; text is read as a list. */
export function listCell(column: string, max: number, element: 'DOUBLE' | 'VARCHAR', isText: boolean): string {
  const cell = quoteIdent(column);
  return `(${isText ? `TRY_CAST(${cell} AS ${element}[])` : `${cell}::${element}[]`})[1:${max}]`;
}

/** Rows whose list has another length than `length`. */
export function countOtherLengths(relation: string, column: string, length: number): Sql {
  const cell = quoteIdent(column);
  return {
    text: `SELECT count(*)::DOUBLE AS rows FROM ${relation} WHERE ${cell} IS NOT NULL AND len(${cell}) <> ${length}`,
  };
}
