import type { Sql } from '../../db/sql';
import { selectionTable } from './sliceRelation';

/** An empty table of ids, in place of any former one. */
export function createSelection(n: number): Sql {
  return { text: `CREATE OR REPLACE TABLE ${selectionTable(n)} (id VARCHAR)` };
}

export function dropSelection(n: number): Sql {
  return { text: `DROP TABLE IF EXISTS ${selectionTable(n)}` };
}

/** Column `ids`: how many ids of a selection the log holds. */
export function knownIds(n: number, column: 'item_id' | 'request_id' | 'user_id'): Sql {
  return {
    text: `SELECT count(*)::DOUBLE AS ids FROM ${selectionTable(n)} WHERE id IN (SELECT ${column} FROM impressions)`,
  };
}

/** Column `value`: what the session knows of its selections, as JSON; no row when it knows nothing. */
export const readSelections: Sql = { text: "SELECT value FROM meta WHERE key = 'selections'" };

export function writeSelections(json: string): readonly Sql[] {
  return [
    { text: "DELETE FROM meta WHERE key = 'selections'" },
    { text: "INSERT INTO meta VALUES ('selections', $1)", params: [json] },
  ];
}
