import type { Sql } from '../../db/sql';

/** `time` (milliseconds), `kind`, `name`, `from`, `to` of what was changed, by time, at most 500. */
export const changeRows: Sql = {
  text: `SELECT epoch_us("time") / 1000.0 AS "time", kind, name, "from", "to" FROM changes
WHERE "time" IS NOT NULL ORDER BY "time", kind, name LIMIT 500`,
};
