import type { Sql } from '../../db/sql';

/**
 * Columns `request_index`, `request_id`, `query` (null when the log has none) and `rows` of some requests, in no order
 * that matters.
 */
export function requestFacts(indexes: readonly number[], hasQuery: boolean): Sql {
  const query = hasQuery ? 'query' : 'NULL::VARCHAR AS query';
  return {
    text: `SELECT request_index, request_id, ${query}, rows FROM requests
WHERE request_index IN (SELECT unnest($1::DOUBLE[])::INTEGER)`,
    params: [indexes],
  };
}

/** Column `code` (i32): each request's user as a dense number, in request order; requests without one stand alone. */
export function userCodes(): Sql {
  return {
    text: `SELECT (dense_rank() OVER (ORDER BY coalesce('u' || user_id, 'r' || request_id)) - 1)::INTEGER AS code
FROM requests ORDER BY request_index`,
  };
}

/** Column `id` (utf8): each request's user, or its own id where it has none, in request order. */
export function halvingIds(hasUsers: boolean): Sql {
  const id = hasUsers ? 'coalesce(user_id, request_id)' : 'request_id';
  return { text: `SELECT ${id} AS id FROM requests ORDER BY request_index` };
}

/** A request's sampling weight, over the rows of `impressions`: the mean of those above 0; null without one. */
export const requestWeight = 'avg(weight) FILTER (WHERE weight > 0)';

/** Column `weight` (f64, null = no row has one above 0): each request's sampling weight, in request order. */
export function requestWeights(): Sql {
  return {
    text: `SELECT ${requestWeight} AS weight FROM impressions GROUP BY request_index ORDER BY request_index`,
  };
}
