import type { Sql } from '../../db/sql';

/** Up to 20 rows of the log where one time lies before another, and how many there are as `found`. SQL of ours. */
export function timesBefore(options: { relation: string; served: string; happened: string; item: string }): Sql {
  const { relation, served, happened, item } = options;
  return {
    text: `SELECT ${item} AS item_id, ${served} AS served, ${happened} AS happened, count(*) OVER ()::DOUBLE AS found
FROM ${relation} WHERE ${happened} < ${served} LIMIT 20`,
  };
}
