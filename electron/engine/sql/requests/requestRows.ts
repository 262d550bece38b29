import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { labelColumn } from '../compare/listRows';

/** One row: `request_index` of a request id; none when the log lacks it. */
export function requestIndex(requestId: string): Sql {
  return { text: 'SELECT request_index FROM requests WHERE request_id = $1', params: [requestId] };
}

/** The facts of one request: all columns of `requests` but those that are keys of the session alone. */
export function requestRow(index: number): Sql {
  return {
    text: 'SELECT * EXCLUDE (request_index, first_row) FROM requests WHERE request_index = $1::INTEGER',
    params: [index],
  };
}

/** Columns `request_id` of the requests before and after this one, with their `request_index`. */
export function neighbors(index: number): Sql {
  return {
    text: `SELECT request_index, request_id FROM requests
WHERE request_index IN ($1::INTEGER, $2::INTEGER)`,
    params: [index - 1, index + 1],
  };
}

/** Columns `item_id`, `position`, `label` of one request's rows, in row order. `label` null: the case has none. */
export function requestItems(label: string | null, from: number, to: number): Sql {
  const grade = label === null ? 'NULL::DOUBLE' : quoteIdent(labelColumn(label));
  return {
    text: `SELECT item_id, position, ${grade} AS label FROM impressions
WHERE row_id >= $1::INTEGER AND row_id < $2::INTEGER`,
    params: [from, to],
  };
}
