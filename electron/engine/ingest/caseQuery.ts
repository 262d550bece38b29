import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Connection } from '../db/connection';
import { DuckdbError } from '../db/errors';
import { openScratch } from '../db/open';
import { withIdColumn } from '../sql/ingest/catalog';
import { copyQuery, namedView } from '../sql/ingest/logQuery';
import type { BuildContext } from './buildContext';
import { isInputFault } from './orUnread';
import { openFiles } from './readers/logSource';

/** Where a SELECT of the case stands: its text is a file, or a value of case.yaml. */
interface Place {
  /** The key of case.yaml, such as `log.sql`. */
  key: string;
  /** What messages call it. */
  name: string;
  file: string;
}

/** A SELECT of the case with the tables it reads. */
export interface CaseQuery extends Place {
  text: string;
  tables: Record<string, string[]>;
  /** The id column of a table, by the table's name: it is read as text, and has the name `id` too. */
  ids?: Record<string, string>;
}

/** A SELECT in a file of its own, over the tables beside it in case.yaml. */
export async function queryFile(
  key: 'log' | 'recomputed',
  file: string,
  tables: Record<string, string[]>,
): Promise<CaseQuery> {
  return { key: `${key}.sql`, name: path.basename(file), file, text: await readFile(file, 'utf8'), tables };
}

/**
 * Runs a SELECT of the case in an instance that can read its tables and nothing else, and gives the path of a Parquet
 * file with its rows. The text must be one SELECT. Faults are `input` errors with the line in the SQL.
 */
export async function runCaseQuery(context: BuildContext, query: CaseQuery): Promise<string> {
  const { signal } = context;
  const { tables, name } = query;
  const output = await context.workFile(`${query.key}.parquet`);
  const text = query.text.trim().replace(/(;\s*)+$/, '');
  const scratch = await openScratch({ allowedPaths: [...Object.values(tables).flat(), output] });
  const db = await scratch.connect();
  try {
    for (const table of Object.keys(tables)) await openTable({ ...context, db, alwaysOrdered: true }, query, table);
    context.step(`Running ${name}`);
    await requireSelect(db, text, query);
    await locating(query, text, () => db.run(copyQuery(text, output), { signal }));
    return output;
  } finally {
    await db.close();
    await scratch.close();
  }
}

async function openTable(context: BuildContext, { key, tables, ids }: CaseQuery, table: string): Promise<void> {
  context.step(`Reading table ${table}`);
  const id = ids?.[table];
  const source = await openFiles(context, tables[table]!, 'auto', `table_${table}`, id === undefined ? [] : [id]);
  if (source.rows === 0) context.warnings.push(`The table ${table} of ${key} has no rows.`);
  const named = id === undefined || source.columns.some(({ name }) => name.toLowerCase() === 'id');
  await context.db.run(namedView(table, named ? source.relation : withIdColumn(source.relation, id)));
}

async function requireSelect(db: Connection, text: string, { key, name, file }: Place): Promise<void> {
  const words = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ').trim();
  const types = words === '' ? [] : await locating({ key, name, file }, text, () => db.statementTypes(text));
  // DESCRIBE, SUMMARIZE and PRAGMA count as SELECT too.
  if (types.length === 1 && types[0] === 'SELECT' && /^(SELECT|WITH|FROM|\()/i.test(words)) return;
  const found = types.length === 0 ? 'empty' : types.length === 1 ? types[0] : `${types.length} statements`;
  throw new RankscopeError({
    code: 'input',
    message: `${name} must be one SELECT; it is ${found}.`,
    where: { file, path: key },
  });
}

// Positions of the statement as it is run lie behind the words that the builder puts before it.
async function locating<T>({ key, name, file }: Place, text: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isInputFault(error)) throw error;
    const position = error instanceof DuckdbError ? error.position : null;
    const offset = error.sql?.indexOf(text) ?? 0;
    const line =
      position === null ? undefined : text.slice(0, Math.max(0, position - Math.max(0, offset))).split('\n').length;
    const tables =
      key === 'catalog'
        ? 'items, users and the tables of log.tables'
        : `the tables named in ${key.replace(/sql$/, 'tables')}`;
    throw new RankscopeError(
      {
        code: 'input',
        message: `${name}${line ? `, line ${line}` : ''}: ${error.message}`,
        hint: error.hint ?? `It may read only ${tables}.`,
        where: { file, line, path: key },
      },
      { cause: error },
    );
  }
}
