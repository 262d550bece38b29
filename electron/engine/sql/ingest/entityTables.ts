import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import type { NamedExpression } from './logRows';
import { sourceKey } from './sourceKey';

/** `items` or `users` in the order of their ids; of several rows of one id the first one. */
export function createEntities(
  table: 'items' | 'users',
  relation: string,
  id: string,
  columns: readonly NamedExpression[],
): Sql {
  const name = table === 'items' ? 'item_id' : 'user_id';
  const list = columns.map((each) => `, ${each.expression} AS ${quoteIdent(each.name)}`).join('');
  return {
    text: `CREATE TABLE ${table} AS SELECT * EXCLUDE (${sourceKey}) FROM (SELECT ${sourceKey}, ${id} AS ${name}${list} FROM ${relation})
WHERE ${name} IS NOT NULL QUALIFY row_number() OVER (PARTITION BY ${name} ORDER BY ${sourceKey}) = 1 ORDER BY ${name}`,
  };
}

/** Rows of the file without an id or with one that stands before, and ids of the log that the table lacks. */
export function countEntityFaults(table: 'items' | 'users', relation: string): Sql {
  const name = table === 'items' ? 'item_id' : 'user_id';
  return {
    text: `SELECT (SELECT count(*) FROM ${relation})::DOUBLE - (SELECT count(*) FROM ${table})::DOUBLE AS twice,
(SELECT count(*) FROM impressions l ANTI JOIN ${table} t ON t.${name} = l.${name} WHERE l.${name} IS NOT NULL)::DOUBLE AS unknown_rows`,
  };
}

/** Up to 20 ids of the log that the table lacks, with how many rows name them. */
export function unknownIds(table: 'items' | 'users'): Sql {
  const name = table === 'items' ? 'item_id' : 'user_id';
  return {
    text: `SELECT l.${name} AS id, count(*)::DOUBLE AS rows FROM impressions l ANTI JOIN ${table} t ON t.${name} = l.${name}
WHERE l.${name} IS NOT NULL GROUP BY ALL ORDER BY rows DESC, id LIMIT 20`,
  };
}

/** `changes` in the order of their time. */
export function createChanges(relation: string, columns: readonly NamedExpression[]): Sql {
  const list = columns.map((each) => `${each.expression} AS ${quoteIdent(each.name)}`).join(', ');
  return { text: `CREATE TABLE changes AS SELECT ${list} FROM ${relation} ORDER BY "time" NULLS LAST, ${sourceKey}` };
}
