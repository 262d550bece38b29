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

/** The rows behind `impressions` of a session that is not kept. */
export const lightRows = 'impression_rows';

/**
 * `impressions` as a view: the numbers of its rows in `impression_rows`, empty, and the item ids as one text, a line
 * each. Queries that read no id pay nothing for them: DuckDB leaves out a LEFT JOIN of a grouped relation that nobody
 * reads, and the rows then come in their order.
 */
export function createLightImpressions(labels: readonly string[], itemIds: string): Sql[] {
  const grades = labels.map(quoteIdent);
  const columns = [
    'row_id INTEGER, request_index INTEGER, item_key INTEGER',
    ...grades.map((name) => `${name} DOUBLE`),
  ];
  return [
    { text: `CREATE TABLE ${lightRows} (${columns.join(', ')})` },
    { text: 'CREATE TABLE item_lines (ids VARCHAR)' },
    { text: 'INSERT INTO item_lines VALUES ($1)', params: [itemIds] },
    {
      text: `CREATE VIEW impressions AS
SELECT l.row_id, l.request_index, l.item_key, r.request_id, i.item_id, NULL::INTEGER AS position, ${grades.map((name) => `l.${name}, `).join('')}false AS in_log
FROM ${lightRows} l
LEFT JOIN (SELECT request_index, first(request_id) AS request_id FROM requests GROUP BY request_index) r ON r.request_index = l.request_index
LEFT JOIN (${itemLines}) i ON i.item_key = l.item_key`,
    },
  ];
}

const itemLines = `SELECT item_key, first(item_id) AS item_id FROM (
  SELECT (unnest(generate_series(1, len(ids))) - 1)::INTEGER AS item_key, unnest(ids) AS item_id
  FROM (SELECT string_split(ids, chr(10)) AS ids FROM item_lines)
) GROUP BY item_key`;
