import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { NamedExpression } from './logRows';
import { sourceKey } from './sourceKey';

const request = quoteIdent('rs:request');
const item = quoteIdent('rs:item');

/** TEMP `recomputed_rows`: the recomputed features by request and item; of several rows of a pair the first one. */
export function createRecomputedRows(
  relation: string,
  ids: { request: string; item: string },
  features: readonly NamedExpression[],
): Sql {
  const list = features.map(({ name, expression }) => `, ${expression} AS ${quoteIdent(name)}`).join('');
  return {
    text: `CREATE OR REPLACE TEMP TABLE recomputed_rows AS SELECT * EXCLUDE (${sourceKey}) FROM
(SELECT ${sourceKey}, ${ids.request} AS ${request}, ${ids.item} AS ${item}${list} FROM ${relation})
QUALIFY row_number() OVER (PARTITION BY ${request}, ${item} ORDER BY ${sourceKey}) = 1`,
  };
}

/** `features_recomputed`: the rows of the log that have recomputed features, in `row_id` order. */
export function createRecomputed(): Sql {
  return {
    text: `CREATE TABLE features_recomputed AS SELECT l.row_id, r.* EXCLUDE (${request}, ${item}) FROM impressions l
JOIN recomputed_rows r ON r.${request} = l.request_id AND r.${item} = l.item_id WHERE l.in_log ORDER BY l.row_id`,
  };
}

/** Rows of the log without recomputed features, recomputed rows that are not of the log, and rows too many for a pair. */
export function countRecomputedFaults(relation: string): Sql {
  return {
    text: `SELECT ((SELECT count(*) FROM impressions WHERE in_log) - (SELECT count(*) FROM features_recomputed))::DOUBLE AS missing,
((SELECT count(*) FROM recomputed_rows) - (SELECT count(*) FROM features_recomputed))::DOUBLE AS extra,
((SELECT count(*) FROM ${relation}) - (SELECT count(*) FROM recomputed_rows))::DOUBLE AS twice`,
  };
}

/** Up to 20 rows of the log without recomputed features. */
export function missingRecomputed(): Sql {
  return {
    text: `SELECT l.request_id, l.item_id FROM impressions l ANTI JOIN features_recomputed r ON r.row_id = l.row_id
WHERE l.in_log ORDER BY l.row_id LIMIT 20`,
  };
}

/** Up to 20 recomputed rows that are not of the log. */
export function extraRecomputed(): Sql {
  return {
    text: `SELECT r.${request} AS request_id, r.${item} AS item_id FROM recomputed_rows r
ANTI JOIN (FROM impressions WHERE in_log) l ON l.request_id = r.${request} AND l.item_id = r.${item} ORDER BY ALL LIMIT 20`,
  };
}
