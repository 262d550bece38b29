import type { Sql } from '../../db/sql';

/** What stands before a predicate when it is parsed: error positions are shifted by its length. */
export const prefix = 'SELECT 1 FROM t WHERE (';

/** The statement that a predicate is parsed in. The line break ends a comment that the predicate may end with. */
export function wrapped(predicate: string): string {
  return `${prefix}${predicate}\n)`;
}

/** The parse tree of a predicate as JSON text, without running it. */
export function serializePredicate(predicate: string): Sql {
  return { text: 'SELECT json_serialize_sql($1::VARCHAR)::VARCHAR AS tree', params: [wrapped(predicate)] };
}

/** The predicate's text in DuckDB's own spelling: equal meaning up to blanks, case and brackets gives equal text. */
export function canonicalPredicate(predicate: string): Sql {
  return {
    text: 'SELECT json_deserialize_sql(json_serialize_sql($1::VARCHAR)) AS text',
    params: [wrapped(predicate)],
  };
}
