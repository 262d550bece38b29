import type { Sql } from '../../db/sql';
import { itemKeys, requestKeys } from './keys';

/** `judgments` from TEMP `judged`: grades of 0 and more, the first of each request and item. */
export function createJudgments(): Sql {
  return {
    text: `CREATE TABLE judgments AS SELECT r.request_index, j.request_id, i.item_key, j.item_id, j.relevance
FROM judged j JOIN ${itemKeys} i ON i.item_id = j.item_id LEFT JOIN ${requestKeys} r ON r.request_id = j.request_id
WHERE j.relevance >= 0 ORDER BY r.request_index NULLS LAST, j.request_id, i.item_key, j.rowid`,
  };
}

export function createNoJudgments(): Sql {
  return {
    text: 'CREATE TABLE judgments (request_index INTEGER, request_id VARCHAR, item_key INTEGER, item_id VARCHAR, relevance DOUBLE)',
  };
}

/** Faults of judgments: rows without a request or item, without a grade, with a negative one, and pairs that stand twice. */
export function countJudgmentFaults(): Sql {
  return {
    text: `SELECT (SELECT count(*) FROM judged WHERE request_id IS NULL OR item_id IS NULL)::DOUBLE AS without_id,
(SELECT count(*) FROM judged WHERE relevance IS NULL OR isnan(relevance))::DOUBLE AS without_grade,
(SELECT count(*) FROM judged WHERE relevance < 0)::DOUBLE AS negative,
(SELECT coalesce(sum(rows - 1), 0) FROM (SELECT count(*) AS rows FROM judgments GROUP BY request_id, item_key HAVING count(*) > 1))::DOUBLE AS twice,
(SELECT count(*) FROM judgments WHERE request_index IS NULL)::DOUBLE AS outside`,
  };
}

/** Keeps the first of each request and item. Needs the insertion order kept. */
export function dropTwiceJudged(): Sql {
  return {
    text: `CREATE OR REPLACE TABLE judgments AS SELECT * FROM judgments
QUALIFY row_number() OVER (PARTITION BY request_id, item_key ORDER BY rowid) = 1
ORDER BY request_index NULLS LAST, request_id, item_key`,
  };
}

/** TEMP `judged` from a table file: the three columns as expressions over it. */
export function createJudged(relation: string, request: string, item: string, relevance: string): Sql {
  return {
    text: `CREATE TEMP TABLE judged AS SELECT ${request} AS request_id, ${item} AS item_id, ${relevance} AS relevance FROM ${relation}`,
  };
}

/** Up to 20 judgments above a grade, and how many there are as `found`. */
export function gradesAbove(largest: number): Sql {
  return {
    text: `SELECT request_id, item_id, relevance, count(*) OVER ()::DOUBLE AS found
FROM judgments WHERE relevance > ${largest} ORDER BY request_id, item_id LIMIT 20`,
  };
}
