import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { sourceKey } from './sourceKey';

const id = quoteIdent('rs:rid');

/** TEMP `request_rows`: the columns of each request, by its id; of several rows the first one. */
export function createRequestRows(relation: string, request: string, columns: readonly string[]): Sql {
  const list = columns.map((name) => `, ${quoteIdent(name)}`).join('');
  return {
    text: `CREATE TEMP TABLE request_rows AS SELECT ${request} AS ${id}${list} FROM ${relation}
QUALIFY row_number() OVER (PARTITION BY ${request} ORDER BY ${sourceKey}) = 1`,
  };
}

/** The log with those columns beside its own. */
export function joinRequests(relation: string, request: string, columns: readonly string[]): string {
  const list = columns.map((name) => `, q.${quoteIdent(name)}`).join('');
  return `(SELECT l.*${list} FROM (SELECT *, ${request} AS ${id} FROM ${relation}) l LEFT JOIN request_rows q USING (${id}))`;
}

/** Rows too many for a request, and rows of the log whose request is not there. */
export function countRequestFaults(log: string, logRequest: string, relation: string, request: string): Sql {
  return {
    text: `SELECT (SELECT count(*) FROM ${relation} WHERE ${request} IS NOT NULL)::DOUBLE - (SELECT count(*) FROM request_rows WHERE ${id} IS NOT NULL)::DOUBLE AS twice,
(SELECT count(*) FROM (SELECT ${logRequest} AS r FROM ${log}) WHERE r IS NOT NULL AND r NOT IN (SELECT ${id} FROM request_rows WHERE ${id} IS NOT NULL))::DOUBLE AS missing`,
  };
}
