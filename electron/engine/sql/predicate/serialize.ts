import type { Sql } from '../../db/sql';

/** What stands before a predicate when it is parsed: error positions are shifted by its length. */
export const prefix = 'SELECT 1 FROM t WHERE (';

/** The statement that a predicate is parsed in. The line break ends a comment that the predicate may end with. */
export function wrapped(predicate: string): string {
  return `${prefix}${predicate}\n)`;
}

/**
 * The parse trees of a predicate as JSON text, without running it. `guard` holds the predicate as the one argument of
 * COALESCE, compared with 1: a text that closes our bracket and opens another, such as `a) OR (b` or
 * `a) WINDOW w AS (ORDER BY b`, does not read as that.
 */
export function serializePredicate(predicate: string): Sql {
  return {
    text: 'SELECT json_serialize_sql($1::VARCHAR)::VARCHAR AS tree, json_serialize_sql($2::VARCHAR)::VARCHAR AS guard',
    params: [wrapped(predicate), `SELECT 1 FROM t WHERE coalesce(${predicate}\n) = 1`],
  };
}

/**
 * Column `text`: the statement in DuckDB's own spelling. Equal meaning up to blanks, comments, letter case of keywords
 * and needless brackets gives equal text.
 */
export function canonicalPredicate(predicate: string): Sql {
  return {
    text: 'SELECT json_deserialize_sql(json_serialize_sql($1::VARCHAR)) AS text',
    params: [wrapped(predicate)],
  };
}
