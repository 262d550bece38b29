import type { Column, ColumnType } from '../../../../shared/wire/table';
import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';

const types: Record<ColumnType, string> = {
  f64: 'DOUBLE',
  f32: 'FLOAT',
  i32: 'INTEGER',
  u32: 'UINTEGER',
  bool: 'BOOLEAN',
  time: 'TIMESTAMP',
  utf8: 'VARCHAR',
  dict: 'VARCHAR',
};

/** Where rows stand on their way to a file. */
export const valueTable = 'rows';

/** An empty table for rows of these columns. */
export function createValueTable(columns: readonly Pick<Column, 'name' | 'type'>[]): Sql {
  const list = columns.map(({ name, type }) => `${quoteIdent(name)} ${types[type]}`);
  return { text: `CREATE TABLE ${quoteIdent(valueTable)} (${list.join(', ')})` };
}
