import { RankscopeError } from '../../../shared/wire/errors';
import type { Cell } from '../../../shared/wire/table';
import type { Database } from './database';

/** What a session from elsewhere may hold. */
export interface ForeignRules {
  /** Names of tables, or patterns of names, such as `/^scores_\d+$/`. */
  tables: readonly (string | RegExp)[];
  /** Column types as DuckDB prints them, such as `VARCHAR`, `DOUBLE`, `ENUM`. A type's arguments and the lengths of arrays are not compared. */
  columnTypes: readonly string[];
}

/** Kinds of entries that run or hide SQL of their author. */
const forbidden = [
  ['a view', "SELECT schema_name || '.' || view_name AS name FROM duckdb_views() WHERE NOT internal"],
  ['a macro or function', 'SELECT function_name AS name FROM duckdb_functions() WHERE NOT internal'],
  ['a sequence', 'SELECT sequence_name AS name FROM duckdb_sequences()'],
  ['a type', 'SELECT type_name AS name FROM duckdb_types() WHERE NOT internal'],
  ['an index', 'SELECT index_name AS name FROM duckdb_indexes()'],
  ['a schema', 'SELECT schema_name AS name FROM duckdb_schemas() WHERE NOT internal'],
  [
    'a constraint',
    "SELECT table_name AS name FROM duckdb_constraints() WHERE constraint_type IN ('CHECK', 'FOREIGN KEY')",
  ],
  [
    'a column default',
    'SELECT table_name AS name FROM duckdb_columns() WHERE NOT internal AND column_default IS NOT NULL',
  ],
] as const;

/** Throws `refused` when an opened file holds anything but tables of `rules` with columns of its types. */
export async function checkForeign(database: Database, rules: ForeignRules): Promise<void> {
  for (const [kind, text] of forbidden) {
    const found = await database.readRows({ text: `${text} LIMIT 1` });
    if (found[0]) throw refused(database.path, `${kind} (${found[0].name})`);
  }
  const columns = await database.readRows({
    text: 'SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal',
  });
  for (const column of columns) checkColumn(database.path, rules, column);
}

function checkColumn(path: string | null, rules: ForeignRules, column: Record<string, Cell>): void {
  const table = String(column.table_name);
  const type = String(column.data_type);
  const isKnown = rules.tables.some((rule) => (typeof rule === 'string' ? rule === table : rule.test(table)));
  if (!isKnown) throw refused(path, `a table that Rankscope does not write (${table})`);
  const isListed = rules.columnTypes.includes(type.replace(/\(.*\)$/s, '').replace(/\[\d+\]/g, '[]'));
  if (!isListed) throw refused(path, `column ${table}.${column.column_name} of type ${type.slice(0, 100)}`);
}

function refused(path: string | null, what: string): RankscopeError {
  return new RankscopeError({
    code: 'refused',
    message: `The session ${path} holds ${what}, so it is not opened.`,
    hint: 'Open the case folder instead and build its session here.',
    where: { file: path ?? undefined },
  });
}
