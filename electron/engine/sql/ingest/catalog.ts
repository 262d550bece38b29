import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { parquetRelation } from './readers';

/** `catalog`: the distinct ids of a file's rows, in their order. `id` is an expression over its columns. */
export function createCatalog(file: string, id: string): Sql {
  return {
    text: `CREATE TABLE catalog AS SELECT DISTINCT ${id} AS item_id FROM ${parquetRelation([file])}
WHERE ${id} IS NOT NULL ORDER BY item_id`,
  };
}

/** A relation whose id column also has the name `id`, so that a SELECT may say `id` whatever the file calls it. */
export function withIdColumn(relation: string, column: string): string {
  return `(SELECT *, ${quoteIdent(column)} AS id FROM ${relation})`;
}
