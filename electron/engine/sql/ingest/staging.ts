import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

/** Copies a relation into a TEMP table, in its order. */
export function stageRelation(table: string, relation: string): Sql {
  return { text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS SELECT * FROM ${relation}` };
}

/** Adds the rows of `part` to `table` and drops it; columns are matched by name, new ones added. */
export function appendRelation(table: string, part: string): Sql[] {
  const whole = quoteIdent(`${table}_whole`);
  return [
    {
      text: `CREATE TEMP TABLE ${whole} AS SELECT * FROM ${quoteIdent(table)} UNION ALL BY NAME SELECT * FROM ${quoteIdent(part)}`,
    },
    { text: `DROP TABLE ${quoteIdent(table)}` },
    { text: `ALTER TABLE ${whole} RENAME TO ${quoteIdent(table)}` },
    { text: `DROP TABLE ${quoteIdent(part)}` },
  ];
}

export function dropTable(table: string): Sql {
  return { text: `DROP TABLE IF EXISTS ${quoteIdent(table)}` };
}

/** `raw` as TEMP `table`, with the columns that came as text cast to their types; `raw` is dropped. */
export function castTable(
  table: string,
  raw: string,
  columns: readonly { name: string; cast: string | null }[],
): Sql[] {
  const list = columns.map(({ name, cast }) =>
    cast ? `${quoteIdent(name)}::${cast} AS ${quoteIdent(name)}` : quoteIdent(name),
  );
  return [
    { text: `CREATE OR REPLACE TEMP TABLE ${quoteIdent(table)} AS SELECT ${list.join(', ')} FROM ${quoteIdent(raw)}` },
    { text: `DROP TABLE ${quoteIdent(raw)}` },
  ];
}
