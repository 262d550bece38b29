import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';

const former = 'rs_former';

/** Makes the tables of another session file readable, and nothing of it writable. */
export function attachFormer(file: string): Sql {
  return { text: `ATTACH ${quoteText(file)} AS ${former} (READ_ONLY)` };
}

export const detachFormer: Sql = { text: `DETACH DATABASE IF EXISTS ${former}` };

/** Names of its tables; a view is none. */
export const formerTables: Sql = {
  text: `SELECT table_name AS name FROM duckdb_tables() WHERE database_name = '${former}' AND schema_name = 'main'`,
};

/** One value of its `meta`. */
export function formerMeta(key: string): Sql {
  return { text: `SELECT value FROM ${former}.main.meta WHERE key = $1`, params: [key] };
}

/** A table of scores as it is there, row for row in the same order. */
export function copyFormer(from: string, to: string): Sql {
  return {
    text: `CREATE OR REPLACE TABLE ${quoteIdent(to)} AS SELECT row_id, score FROM ${former}.main.${quoteIdent(from)} ORDER BY row_id`,
  };
}
