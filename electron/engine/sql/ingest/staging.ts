import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Copies a relation into a TEMP table, in its order. */
export function stageRelation(table: string, relation: string): Sql {
  return { text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS SELECT * FROM ${relation}` };
}

export function dropTable(table: string): Sql {
  return { text: `DROP TABLE IF EXISTS ${quoteIdent(table)}` };
}
