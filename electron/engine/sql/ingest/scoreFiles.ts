import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** A table (request_id, item_id, score) from a score file's relation; columns are expressions over it. */
export function createScoreRows(
  table: string,
  relation: string,
  columns: { request: string; item: string; score: string },
): Sql {
  const { request, item, score } = columns;
  return {
    text: `CREATE OR REPLACE TABLE ${quoteIdent(table)} AS
SELECT ${request} AS request_id, ${item} AS item_id, ${score} AS score FROM ${relation}`,
  };
}

/** A staged run under the name that scoring reads: its rows by request and item. */
export function renameRun(from: string, to: string): Sql {
  return { text: `ALTER TABLE ${quoteIdent(from)} RENAME TO ${quoteIdent(to)}` };
}

/** True when a run holds a pair of request and item twice. */
export function runHasTwins(table: string): Sql {
  return {
    text: `SELECT EXISTS (SELECT 1 FROM ${quoteIdent(table)} GROUP BY request_id, item_id HAVING count(*) > 1) AS twins`,
  };
}
