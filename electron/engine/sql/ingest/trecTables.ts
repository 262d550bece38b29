import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** `impressions` of a case without a log, empty: as `createImpressions` makes it. */
export function createTrecImpressions(labels: readonly string[]): Sql {
  const grades = labels.map((name) => `, ${quoteIdent(name)} DOUBLE`).join('');
  return {
    text: `CREATE TABLE impressions (row_id INTEGER, request_index INTEGER, item_key INTEGER, request_id VARCHAR, item_id VARCHAR, position INTEGER${grades}, in_log BOOLEAN)`,
  };
}

/** `requests` of a case without a log, empty: as `createRequests` makes it. */
export function createTrecRequests(): Sql {
  return {
    text: 'CREATE TABLE requests (request_index INTEGER, request_id VARCHAR, first_row INTEGER, rows INTEGER, rows_shown INTEGER)',
  };
}
